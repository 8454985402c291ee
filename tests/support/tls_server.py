"""A server that shows a certificate made for a test, and an authority that vouches for it or does not."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Authority:
    """Signs certificates; ``path`` is the file by which it is trusted."""

    def __init__(self, folder: Path) -> None:
        """Make its own certificate."""
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("Authority")
        constraint = x509.BasicConstraints(ca=True, path_length=0)
        own = _begun(self._name, self._name, self._key, 2120).add_extension(constraint, critical=True)
        self.path = folder / "authority.pem"
        self.path.write_bytes(own.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def sign(self, host: str, until: int = 2120, *, by_itself: bool = False) -> Path:
        """Return the file of a key and a certificate for a host until the start of a year."""
        key = ec.generate_private_key(ec.SECP256R1())
        issuer, signer = (_named(host), key) if by_itself else (self._name, self._key)
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        made = _begun(_named(host), issuer, key, until).add_extension(names, critical=False)
        encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        path = self._folder / f"{host}-{until}-{by_itself}.pem"
        path.write_bytes(
            key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
            + made.sign(signer, hashes.SHA256()).public_bytes(encoding)
        )
        return path


def _named(name: str) -> x509.Name:
    """Return a name as certificates carry it."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, until: int
) -> x509.CertificateBuilder:
    """Begin a certificate that is valid until the start of a year."""
    return x509.CertificateBuilder(
        issuer, subject, key.public_key(), 1, datetime(2000, 1, 1, tzinfo=UTC), datetime(until, 1, 1, tzinfo=UTC)
    )


@contextlib.contextmanager
def serving(certificate: Path, answer: bytes = OK) -> Iterator[int]:
    """Answer every connection over TLS with the same bytes; yields the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
                        secure.recv(1000)
                        secure.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
