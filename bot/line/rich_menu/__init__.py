"""The rich menu, the picture of buttons under the chat: what it is, and how it gets to LINE."""
