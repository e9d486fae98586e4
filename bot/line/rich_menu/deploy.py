"""Bring the rich menu to LINE, tell what is there, take it away again.

LINE wants the picture before anything may point at a menu. Default and alias move before an
older menu goes. So a failure at any step leaves people the menu they had or the new one, and
the next run does what is missing.
"""

from collections.abc import Iterator

from bot.line.rich_menu.account import Account, Listed
from bot.line.rich_menu.menu import OURS, Menu

ALIAS = "technology-clinic-menu"  # what a menu with tabs, or a console, may point at for ever


def deploy(account: Account, menu: Menu) -> Iterator[str]:
    """Do what is missing and tell each thing done; where all is in place nothing is told."""
    ours = _ours(account)
    id_ = next((each.id for each in ours if each.name == menu.name), "")
    if not id_:
        id_ = account.create(menu.request)
        yield f"created {menu.name} ({id_})"
    if not account.has_picture(id_):
        account.upload(id_, menu.picture)
        yield f"uploaded its picture ({len(menu.picture) // 1000} kB)"
    yield from _point_at(account, id_)
    yield from _delete(account, [each for each in ours if each.id != id_])


def remove(account: Account) -> Iterator[str]:
    """Take away all that is ours and tell each thing done; menus of others stay."""
    ours = _ours(account)
    if account.default() in [each.id for each in ours]:
        account.clear_default()
        yield "cleared the default"
    if ALIAS in account.aliases():
        account.delete_alias(ALIAS)
        yield f"deleted the alias {ALIAS}"
    yield from _delete(account, ours)


def show(account: Account, menu: Menu) -> Iterator[str]:
    """Tell which menus there are, what points at them, and whether *menu* is in place."""
    menus, default, aliases = account.menus(), account.default(), account.aliases()
    for each in menus:
        ours = each.name.startswith(OURS)
        notes = ["ours" if ours else "of others"]
        notes += ["default"] if each.id == default else []
        notes += [f"alias {alias}" for alias, id_ in aliases.items() if id_ == each.id]
        notes += ["no picture"] if ours and not account.has_picture(each.id) else []
        yield f"{each.id}  {each.name}  ({', '.join(notes)})"
    if not default:
        yield "no default is set through the API"
    yield "up to date" if _is_seen(menu, menus, default) else "not up to date: deploy it"


def is_up_to_date(account: Account, menu: Menu) -> bool:
    """Tell whether *menu* is the one that everybody sees."""
    return _is_seen(menu, account.menus(), account.default())


def _is_seen(menu: Menu, menus: list[Listed], default: str) -> bool:
    return any(each.name == menu.name and each.id == default for each in menus)


def _ours(account: Account) -> list[Listed]:
    return [each for each in account.menus() if each.name.startswith(OURS)]


def _point_at(account: Account, id_: str) -> Iterator[str]:
    alias = account.aliases().get(ALIAS)
    if alias is None:
        account.create_alias(ALIAS, id_)
        yield f"created the alias {ALIAS}"
    elif alias != id_:
        account.update_alias(ALIAS, id_)
        yield f"moved the alias {ALIAS}"
    if account.default() != id_:
        account.set_default(id_)
        yield "made it the default that everybody sees"


def _delete(account: Account, menus: list[Listed]) -> Iterator[str]:
    for each in menus:
        account.delete(each.id)
        yield f"deleted {each.name} ({each.id})"
