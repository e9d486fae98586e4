"""Finds what LINE would refuse in pictures, sound, places, stickers, coupons and imagemaps.

Source: https://developers.line.biz/en/reference/messaging-api/#message-objects
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.line.limits.actions import CLIPBOARD, SCHEMES
from bot.line.limits.measures import (
    Check,
    Problem,
    Problems,
    as_list,
    as_object,
    check_address,
    check_choice,
    check_https,
    check_length,
    check_optional,
    check_range,
    check_size,
    check_words,
    utf16_units,
)
from bot.line.limits.numbers import ALT_TEXT, URI

ANY = float("inf")
_TRACKING = re.compile(r"[A-Za-z0-9\-.=,+*()%$&;:@{}!?<>\[\]]{1,100}")
_DELIVERY = re.compile(r"\w{1,30}", re.ASCII)


def check_sticker(message: Mapping[str, Any], at: str) -> Problems:
    """Which stickers may be sent only LINE's list tells."""
    for key in ("packageId", "stickerId"):
        yield from check_length(message.get(key), f"{at}.{key}", 20)


def check_picture(message: Mapping[str, Any], at: str) -> Problems:
    """An image or a video, with what is shown before it is opened."""
    for key in ("originalContentUrl", "previewImageUrl"):
        yield from check_https(message.get(key), f"{at}.{key}")
    yield from _matches(message, "trackingId", at, _TRACKING)


def check_audio(message: Mapping[str, Any], at: str) -> Problems:
    """A sound and its length in milliseconds."""
    yield from check_https(message.get("originalContentUrl"), f"{at}.originalContentUrl")
    yield from check_range(message.get("duration"), f"{at}.duration", 1, ANY)


def check_location(message: Mapping[str, Any], at: str) -> Problems:
    """A place on the map."""
    for key in ("title", "address"):
        yield from check_words(message.get(key), f"{at}.{key}", 100)
    for key, most in (("latitude", 90), ("longitude", 180)):
        yield from check_range(message.get(key), f"{at}.{key}", -most, most)


def check_coupon(message: Mapping[str, Any], at: str) -> Problems:
    """A coupon of LINE's own."""
    if not message.get("couponId"):
        yield Problem(f"{at}.couponId", "May not be empty")
    yield from _matches(message, "deliveryTag", at, _DELIVERY)


def check_imagemap(message: Mapping[str, Any], at: str) -> Problems:
    """A picture with places to tap."""
    yield from check_https(message.get("baseUrl"), f"{at}.baseUrl")
    yield from check_words(message.get("altText"), f"{at}.altText", ALT_TEXT)
    size = as_object(message.get("baseSize"))
    yield from check_range(size.get("width"), f"{at}.baseSize.width", 1040, 1040)
    yield from check_range(size.get("height"), f"{at}.baseSize.height", 1, ANY)
    actions = as_list(message.get("actions"))
    yield from check_size(actions, f"{at}.actions", 1, 50)
    for i, action in enumerate(map(as_object, actions)):
        yield from _tap(action, f"{at}.actions[{i}]")
    if message.get("video") is not None:
        yield from _video(as_object(message["video"]), f"{at}.video")


def _tap(action: Mapping[str, Any], at: str) -> Problems:
    kind = str(action.get("type"))
    yield from check_choice(kind, f"{at}.type", _TAPS)
    yield from check_optional(action, "label", at, 100, utf16_units)
    yield from _area(action, at)
    if kind in _TAPS:
        yield from _TAPS[kind](action, at)


def _message(action: Mapping[str, Any], at: str) -> Problems:
    yield from check_words(action.get("text"), f"{at}.text", 400)


def _uri(action: Mapping[str, Any], at: str) -> Problems:
    yield from check_address(action.get("linkUri"), f"{at}.linkUri", URI, SCHEMES)


def _clipboard(action: Mapping[str, Any], at: str) -> Problems:
    yield from check_length(action.get("clipboardText"), f"{at}.clipboardText", CLIPBOARD)


def _video(video: Mapping[str, Any], at: str) -> Problems:
    yield from check_picture(video, at)
    yield from _area(video, at)
    if video.get("externalLink") is not None:
        link = as_object(video["externalLink"])
        yield from check_words(link.get("label"), f"{at}.externalLink.label", 30)
        yield from _uri(link, f"{at}.externalLink")


def _area(holder: Mapping[str, Any], at: str) -> Problems:
    area = as_object(holder.get("area"))
    for key, least in (("x", 0), ("y", 0), ("width", 1), ("height", 1)):
        yield from check_range(area.get(key), f"{at}.area.{key}", least, ANY)


def _matches(holder: Mapping[str, Any], key: str, at: str, form: re.Pattern[str]) -> Problems:
    value = holder.get(key)
    if value is not None and not (isinstance(value, str) and form.fullmatch(value)):
        yield Problem(f"{at}.{key}", f"Must match {form.pattern}")


_TAPS: Mapping[str, Check] = {"message": _message, "uri": _uri, "clipboard": _clipboard}
