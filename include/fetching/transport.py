"""The requests transport of the collector: guarded pools, and nothing done for a request that we do not use.

Requests' own transport looks up proxies, certificates and the pool for each request and reads cookies out of each
answer. Here a host's pool is looked up by its address, certificates are loaded once a process, and cookies are not
kept.
"""

import ssl
from functools import cache
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.poolmanager import PoolManager
from urllib3.util.ssl_ import create_urllib3_context

from include.addresses import read_address
from include.fetching.connection import Allowance, AllowedTlsSocket, GuardedPool, GuardedTlsPool
from include.fetching.guard import Guard


class _GuardedPools(PoolManager):
    """Pools that pass the guard and the allowance to their connections."""

    guard: Guard
    allowance: Allowance

    def _new_pool(self, scheme: str, host: str, port: int, request_context: dict[str, Any] | None = None) -> Any:
        """Make one host's pool."""
        pool: Any = super()._new_pool(scheme, host, port, request_context)
        pool.guard, pool.allowance = self.guard, self.allowance
        return pool


@cache
def tls_context() -> ssl.SSLContext:
    """Return the verifying TLS context of this process; reading the certificates of all authorities takes long."""
    context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
    context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
    context.sslsocket_class = AllowedTlsSocket
    return context


def prepare(url: str, headers: dict[str, str]) -> PreparedRequest:
    """Return a request ready to be sent: the address checked and quoted, without body, cookies and hooks.

    Raises:
        AddressError: It is no web address.
        RequestException: A header cannot be sent.
    """
    request = PreparedRequest()
    request.prepare_method("GET")
    request.url = read_address(url).url
    request.prepare_headers(headers)
    return request


class GuardedAdapter(HTTPAdapter):
    """A requests adapter whose connections are guarded; it never follows a proxy of the environment."""

    def __init__(self, guard: Guard, allowance: Allowance) -> None:
        """Prepare the pools."""
        self._guard, self._allowance = guard, allowance
        super().__init__(pool_connections=4, pool_maxsize=2, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any) -> None:
        """Make the pools; TLS sockets keep to the allowance too."""
        context = tls_context()
        pools = _GuardedPools(num_pools=connections, maxsize=maxsize, block=block, ssl_context=context, **pool_kwargs)
        pools.pool_classes_by_scheme = {"http": GuardedPool, "https": GuardedTlsPool}
        pools.guard, pools.allowance = self._guard, self._allowance
        self.poolmanager = pools

    def send(
        self,
        request: PreparedRequest,
        stream: bool = True,
        timeout: Any = None,
        *_: Any,
        **__: Any,
    ) -> Response:
        """Send a request and return its answer with the body unread; other options of requests are ignored.

        Raises:
            HTTPError: Of urllib3, or an OSError, when there is no answer.
        """
        address = read_address(request.url or "")
        pool = self.poolmanager.connection_from_host(address.host, address.port, address.scheme)
        raw = pool.urlopen(
            "GET", address.target, headers=request.headers,
            retries=False, redirect=False, timeout=timeout, preload_content=False, decode_content=False,
        )  # fmt: skip
        response = Response()
        response.status_code, response.reason, response.url = raw.status, raw.reason or "", request.url or ""
        response.headers = CaseInsensitiveDict(raw.headers)
        response.raw, response.request = raw, request
        return response
