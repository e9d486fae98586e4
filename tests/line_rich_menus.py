"""The rich menus that the stand-in for LINE keeps, and what it refuses as LINE does."""

import json
import re
import struct
from collections.abc import Callable, Iterator
from itertools import combinations, count
from typing import Any

import regex

from tests.line_limits import breaches

Answer = tuple[int, dict[str, Any] | bytes]
NOT_FOUND: Answer = (404, {"message": "Not found"})
NO_PICTURE: Answer = (400, {"message": "must upload richmenu image before applying it to user"})
NO_MENU: Answer = (400, {"message": "richmenu not found"})  # an alias to none, or to a bare one


class RichMenus:
    """What an account has: menus, pictures and aliases by id; *asked*: each request in order."""

    def __init__(self) -> None:
        self.menus: dict[str, dict[str, Any]] = {}
        self.pictures: dict[str, bytes] = {}
        self.aliases: dict[str, str] = {}
        self.default = ""
        self.set_elsewhere = False  # the default menu is one of LINE's Manager
        self.asked: list[str] = []
        self._numbers = count(1)
        menu, alias = "/v2/bot/richmenu", "/v2/bot/richmenu/alias"
        everybody = "/v2/bot/user/all/richmenu"
        self._routes: list[tuple[str, Callable[..., Answer]]] = [
            (f"POST {menu}", self._create),
            (f"GET {menu}/list", self._list),
            (f"GET {alias}/list", self._list_aliases),
            (f"POST {alias}", self._create_alias),
            (f"POST {alias}/([^/]+)", self._update_alias),
            (f"DELETE {alias}/([^/]+)", self._delete_alias),
            (f"POST {menu}/([^/]+)/content", self._upload),
            (f"GET {menu}/([^/]+)/content", self._picture),
            (f"DELETE {menu}/([^/]+)", self._delete),
            (f"GET {everybody}", self._get_default),
            (f"DELETE {everybody}", self._clear_default),
            (f"POST {everybody}/([^/]+)", self._set_default),
        ]

    @property
    def changes(self) -> list[str]:
        """What was asked that is not merely looking."""
        return [request for request in self.asked if not request.startswith("GET")]

    def of_others(self, **fields: Any) -> str:
        """Add a menu that somebody else made, and return its id."""
        id_ = self._new_id()
        self.menus[id_] = {**_SOMEBODYS, **fields}
        self.pictures[id_] = b"theirs"
        return id_

    def answer(self, request: str, kind: str, body: bytes) -> Answer:
        """Answer *request* ("POST /v2/bot/richmenu") with status, and JSON or a picture."""
        self.asked.append(request)
        given = (kind, body) if request.startswith("POST") else ()
        for route, handle in self._routes:
            if match := re.fullmatch(route, request):
                return handle(*match.groups(), *given)
        return NOT_FOUND

    def _create(self, _kind: str, body: bytes) -> Answer:
        menu = json.loads(body)
        wrong = menu_breaches(menu)
        if wrong:
            return 400, {"message": f"The request body has {len(wrong)} error(s): {wrong}"}
        id_ = self._new_id()
        self.menus[id_] = menu
        return 200, {"richMenuId": id_}

    def _list(self) -> Answer:
        return 200, {"richmenus": [{"richMenuId": id_, **m} for id_, m in self.menus.items()]}

    def _upload(self, id_: str, kind: str, body: bytes) -> Answer:
        if id_ not in self.menus:
            return NOT_FOUND
        if kind not in ("image/png", "image/jpeg"):
            return 415, {"message": "unsupported media type"}
        if id_ in self.pictures:
            return 400, {"message": "An image has already been uploaded to the richmenu"}
        if list(picture_breaches(body)) or png_size(body) != _size(self.menus[id_]):
            return 400, {"message": "The image size is not allowed for richmenu"}
        self.pictures[id_] = body
        return 200, {}

    def _picture(self, id_: str) -> Answer:
        return (200, self.pictures[id_]) if id_ in self.pictures else NOT_FOUND

    def _delete(self, id_: str) -> Answer:
        if self.menus.pop(id_, None) is None:
            return NOT_FOUND
        self.pictures.pop(id_, None)
        self.default = "" if self.default == id_ else self.default
        return 200, {}

    def _get_default(self) -> Answer:
        if self.default:
            return 200, {"richMenuId": self.default}
        if self.set_elsewhere:
            return 403, {"message": "the richmenu is owned by another channel"}
        return 404, {"message": "no default richmenu"}

    def _set_default(self, id_: str, *_: object) -> Answer:
        if id_ not in self.pictures:
            return NO_PICTURE if id_ in self.menus else NOT_FOUND
        self.default = id_
        return 200, {}

    def _clear_default(self) -> Answer:
        self.default = ""
        return 200, {}

    def _list_aliases(self) -> Answer:
        pairs = self.aliases.items()
        return 200, {"aliases": [{"richMenuAliasId": a, "richMenuId": id_} for a, id_ in pairs]}

    def _create_alias(self, _kind: str, body: bytes) -> Answer:
        asked = json.loads(body)
        alias, id_ = asked["richMenuAliasId"], asked["richMenuId"]
        if alias in self.aliases or not re.fullmatch(r"[a-z0-9_-]{1,32}", alias):
            return 400, {"message": "conflict richmenu alias id"}
        return self._point(alias, id_)

    def _update_alias(self, alias: str, _kind: str, body: bytes) -> Answer:
        if alias not in self.aliases:
            return NOT_FOUND
        return self._point(alias, json.loads(body)["richMenuId"])

    def _point(self, alias: str, id_: str) -> Answer:
        if id_ not in self.pictures:
            return NO_MENU
        self.aliases[alias] = id_
        return 200, {}

    def _delete_alias(self, alias: str) -> Answer:
        return (200, {}) if self.aliases.pop(alias, "") else NOT_FOUND

    def _new_id(self) -> str:
        return f"richmenu-{next(self._numbers):032x}"


_SOMEBODYS = {
    "size": {"width": 2500, "height": 843},
    "selected": False,
    "name": "somebody's menu",
    "chatBarText": "menu",
    "areas": [],
}


def menu_breaches(menu: dict[str, Any]) -> list[str]:
    """Return what LINE would not take in a rich menu object; empty when all is well.

    Areas beyond the picture or over each other LINE takes, and nobody can tell what they do.
    """
    missing = {"size", "selected", "name", "chatBarText", "areas"} - menu.keys()
    return [f"{name} must be specified" for name in missing] or list(_menu_breaches(menu))


def picture_breaches(picture: bytes) -> Iterator[str]:
    """Yield what LINE would not take in a PNG."""
    width, height = png_size(picture)
    if len(picture) > 1_000_000:
        yield f"{len(picture)} bytes"
    if not 800 <= width <= 2500 or height < 250 or width / height < 1.45:
        yield f"{width} x {height}"


def png_size(picture: bytes) -> tuple[int, int]:
    """Return width and height, which every PNG tells in its first chunk; 0 x 0 of no PNG."""
    if picture[:16] != b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR":
        return 0, 0
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def _menu_breaches(menu: dict[str, Any]) -> Iterator[str]:
    for name, limit in (("name", 300), ("chatBarText", 14)):
        if not 1 <= len(regex.findall(r"\X", menu[name])) <= limit:
            yield f"{name}: {menu[name]!r}"
    if not 1 <= len(menu["areas"]) <= 20:
        yield f"{len(menu['areas'])} areas"
    for area in menu["areas"]:
        item = {"type": "action", "action": area["action"]}
        yield from breaches([{"type": "text", "text": "-", "quickReply": {"items": [item]}}])
        left, top, right, bottom = _edges(area)
        if left < 0 or top < 0 or right > _size(menu)[0] or bottom > _size(menu)[1]:
            yield f"an area outside the picture: {area['bounds']}"
    for one, other in combinations(map(_edges, menu["areas"]), 2):
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]:
            yield f"areas over each other: {one}, {other}"


def _size(menu: dict[str, Any]) -> tuple[int, int]:
    return menu["size"]["width"], menu["size"]["height"]


def _edges(area: dict[str, Any]) -> tuple[int, int, int, int]:
    bounds = area["bounds"]
    x, y = bounds["x"], bounds["y"]
    return x, y, x + bounds["width"], y + bounds["height"]
