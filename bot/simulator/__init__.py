"""A chat page on this machine, and the stand-in for LINE behind it.

What a person types becomes a really signed webhook over HTTP; what the bot
sends arrives at a stand-in for LINE's API. Point `LINE_API_URL` at
`http://127.0.0.1:PORT/local/line`, with any access token. The rest of the bot
notices no difference, so what works here has been through the real path.
"""

from bot.simulator.chat import LocalChat
from bot.simulator.pages import create_blueprint

__all__ = ["LocalChat", "create_blueprint"]
