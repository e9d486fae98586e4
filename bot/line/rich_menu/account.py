"""The rich menus of one LINE account, through the SDK; what goes wrong is said in one sentence."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import urllib3
from linebot.v3.messaging import (
    ApiClient,
    Configuration,
    CreateRichMenuAliasRequest,
    MessagingApi,
    MessagingApiBlob,
    RichMenuRequest,
    UpdateRichMenuAliasRequest,
)

from bot.line.asking import LineError, ask

TIMEOUT = (3.0, 30.0)  # seconds to connect, to answer; the picture may go up a slow line
API = "https://api.line.me"


@dataclass(frozen=True)
class Listed:
    """A menu as LINE lists it; those made in LINE's own Manager are not listed."""

    id: str
    name: str


class Account:
    """Every method is one call to LINE and raises LineError."""

    def __init__(self, access_token: str, api_url: str = "") -> None:
        # host stays None for LINE itself: pictures live on another host than menus.
        configuration = Configuration(host=api_url or None, access_token=access_token)
        configuration.retries = urllib3.Retry(0)  # whoever deploys runs it again
        self._client = ApiClient(configuration)
        self._api, self._blob = MessagingApi(self._client), MessagingApiBlob(self._client)

    def menus(self) -> list[Listed]:
        """Return all menus made through the Messaging API, ours and those of others.

        Read without the SDK's models: they count a menu's words in code points, LINE counts
        letters with their marks, so that somebody's longer Thai menu would make the list fail.
        """
        answer = _ask(
            "list the menus",
            self._client.call_api,
            *("/v2/bot/richmenu/list", "GET"),
            auth_settings=["Bearer"],
            response_types_map={},
            _host=API,
        )
        return _read(answer.raw_data)

    def create(self, menu: RichMenuRequest) -> str:
        """Return the id of a new menu, still without a picture."""
        return str(_ask("create the menu", self._api.create_rich_menu, menu).rich_menu_id)

    def has_picture(self, id_: str) -> bool:
        """Tell whether the menu has its picture; there is no lighter way than to fetch it."""
        call = self._blob.get_rich_menu_image
        return _unless({404}, lambda: _ask("look for the picture", call, id_)) is not None

    def upload(self, id_: str, picture: bytes) -> None:
        """Give the menu its picture, a PNG; LINE takes one and never another."""
        call, headers = self._blob.set_rich_menu_image, {"Content-Type": "image/png"}
        _ask("take the picture", call, id_, picture, _headers=headers)

    def default(self) -> str:
        """Return the id of the menu that everybody sees; "" where none is or the Manager set it."""
        call = self._api.get_default_rich_menu_id
        answer = _unless({403, 404}, lambda: _ask("tell the default menu", call))
        return str(answer.rich_menu_id) if answer else ""

    def set_default(self, id_: str) -> None:
        _ask("set the default menu", self._api.set_default_rich_menu, id_)

    def clear_default(self) -> None:
        _ask("clear the default menu", self._api.cancel_default_rich_menu)

    def aliases(self) -> dict[str, str]:
        """Return the menu's id by alias."""
        answer = _ask("list the aliases", self._api.get_rich_menu_alias_list)
        return {each.rich_menu_alias_id: each.rich_menu_id for each in answer.aliases}

    def create_alias(self, alias: str, id_: str) -> None:
        request = CreateRichMenuAliasRequest(rich_menu_alias_id=alias, rich_menu_id=id_)
        _ask("create the alias", self._api.create_rich_menu_alias, request)

    def update_alias(self, alias: str, id_: str) -> None:
        request = UpdateRichMenuAliasRequest(rich_menu_id=id_)
        _ask("update the alias", self._api.update_rich_menu_alias, alias, request)

    def delete_alias(self, alias: str) -> None:
        """Delete the alias; one that is gone already is as good."""
        call = self._api.delete_rich_menu_alias
        _unless({404}, lambda: _ask("delete the alias", call, alias))

    def delete(self, id_: str) -> None:
        """Delete the menu; one that is gone already is as good."""
        call = self._api.delete_rich_menu
        _unless({404}, lambda: _ask("delete the menu", call, id_))


def _ask(doing: str, call: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    return ask(doing, call, *arguments, timeout=TIMEOUT, **options)


def _unless(statuses: set[int], ask: Callable[[], Any]) -> Any:
    """Return what *ask* returns; None where LINE answers with one of *statuses*."""
    try:
        return ask()
    except LineError as error:
        if error.status not in statuses:
            raise
        return None


def _read(listed: Any) -> list[Listed]:
    try:
        menus = json.loads(listed)["richmenus"]
        return [Listed(str(menu["richMenuId"]), str(menu["name"])) for menu in menus]
    except (ValueError, TypeError, KeyError) as error:
        raise LineError(f"LINE's list of menus cannot be read ({type(error).__name__})") from None
