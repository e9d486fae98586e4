"""How many messages LINE still takes this month besides replies, which are free."""

from dataclasses import dataclass

from linebot.v3.messaging import MessagingApi

from bot.line.asking import ask


@dataclass(frozen=True)
class Quota:
    """The month's *limit*, None where the plan has none, and how much of it is *used*."""

    limit: int | None = None
    used: int = 0

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(self.limit - self.used, 0)


def ask_quota(api: MessagingApi, timeout: tuple[float, float]) -> Quota:
    """Return the quota; raises LineError."""
    quota = ask("tell the quota", api.get_message_quota, timeout=timeout)
    if quota.type != "limited" or quota.value is None:
        return Quota()
    call = api.get_message_quota_consumption
    used = ask("tell how much of the quota is used", call, timeout=timeout).total_usage
    return Quota(quota.value, used)
