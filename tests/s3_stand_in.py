"""A stand-in for S3 on loopback: moto's server, which can be away for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

from moto.server import ThreadedMotoServer

ENVIRONMENT = {  # as whoever deploys sets it; no file or service of this machine is asked
    "AWS_ACCESS_KEY_ID": "made-up",
    "AWS_SECRET_ACCESS_KEY": "made-up-too",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
}


class S3StandIn:
    """Keeps what it was given also while it is away."""

    def __init__(self) -> None:
        self._port = 0
        self.comes_back()

    @property
    def environment(self) -> dict[str, str]:
        return {**ENVIRONMENT, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self._port}"}

    def comes_back(self) -> None:
        self._server = ThreadedMotoServer("127.0.0.1", self._port, verbose=False)
        self._server.start()
        _, self._port = self._server.get_host_and_port()

    def goes_away(self) -> None:
        self._server.stop()

    @contextmanager
    def away(self) -> Iterator[None]:
        self.goes_away()
        try:
            yield
        finally:
            self.comes_back()
