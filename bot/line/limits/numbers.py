"""LINE's documented limits, each once: what makes messages keeps to them, the linter checks them.

Source: https://developers.line.biz/en/reference/messaging-api/#message-objects
"""

MESSAGES = 5  # a request
TEXT = 5000  # UTF-16 units, as everything below where no other unit is named
ALT_TEXT = 1500
QUICK_REPLIES = 13
LABEL = 20  # code points, which is safe under every reading of LINE's rule
FLEX_LABEL = 40  # code points
SAID = 300  # code points: what a tap says or shows
DATA = 300
URI = 1000
URL = 2000  # of pictures and sound

# LINE does not say in which encoding it counts, nor whether a KB is 1000 or 1024 bytes: the SDK
# sends six bytes a Thai letter, and what fits so fits under every reading.
BUBBLE_BYTES = 30_000
CAROUSEL_BYTES = 50_000
BUBBLES = 12  # a carousel
ANIMATED = 10  # pictures a message
