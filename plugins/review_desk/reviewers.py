"""Who is signed in to Airflow, and which roles they have at the desk."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.resource_details import DagDetails
from airflow.api_fastapi.core_api.security import get_user
from airflow.configuration import conf
from fastapi import Depends, HTTPException, Request

from include.review.acts import Person, Role, person

SHOWN_BY = "build_warehouse"
"""The DAG whose readers may read the desk; what more somebody may do, the settings say."""


def person_of(user: Any) -> Person:
    """Return whom a signed-in user is at the desk; the user name is the identity under both auth managers."""
    return person(user.get_name())


def reader(user: Annotated[Any, Depends(get_user)]) -> Person:
    """Return who is signed in and may read.

    Raises:
        HTTPException: 401 for a stranger (by Airflow), 403 for somebody who may not read.
    """
    who = person_of(user)
    may_read = get_auth_manager().is_authorized_dag(method="GET", details=DagDetails(id=SHOWN_BY), user=user)
    if not may_read and who.roles == {Role.READER}:
        raise HTTPException(403, "Tài khoản này không có quyền xem bàn rà soát.")
    return who


def evidence_reader(who: Annotated[Person, Depends(reader)]) -> Person:
    """Return who is signed in and may see outlets and evidence before their time to reply has passed.

    Raises:
        HTTPException: 403 for readers.
    """
    if who.roles == {Role.READER}:
        raise HTTPException(403, "Chỉ người rà soát và người phụ trách được xem bằng chứng.")
    return who


def actor(request: Request, who: Annotated[Person, Depends(evidence_reader)]) -> Person:
    """Return who is signed in, may act, and asks from the desk's own pages.

    Raises:
        HTTPException: 403 for anybody else, and for a form that another site has sent.
    """
    if not is_own_form(request):
        raise HTTPException(403, "Biểu mẫu phải được gửi từ chính bàn rà soát.")
    return who


def is_own_form(request: Request) -> bool:
    """Return whether a form was sent by a page of the desk itself."""
    origin = urlsplit(request.headers.get("origin") or "").netloc
    own = {request.headers.get("host", ""), urlsplit(conf.get("api", "base_url", fallback="")).netloc}
    return origin in own - {""}


Reader = Annotated[Person, Depends(reader)]
EvidenceReader = Annotated[Person, Depends(evidence_reader)]
Actor = Annotated[Person, Depends(actor)]
