"""Identifies who is signed in to Airflow, and whether they may read reports or approve them."""

import unicodedata
from typing import Annotated, Any
from urllib.parse import urlsplit

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.resource_details import DagDetails
from airflow.api_fastapi.core_api.security import get_user
from airflow.configuration import conf
from fastapi import Depends, HTTPException, Request

from include.reporting.approve import Login, named_approvers

SHOWN_BY = "issue_reports"
"""The DAG whose readers may read reports here."""


def login_of(user: Any) -> Login:
    """Return who is signed in, as the approvers are named: by user name under every auth manager.

    The id of a user is a name under the simple auth manager and a number under FAB, so it names nobody.
    """
    return Login(unicodedata.normalize("NFC", str(user.get_name())), type(user).__module__.split(".auth_manager")[0])


def _may_read(user: Any) -> bool:
    """Ask Airflow whether a user may read the DAG that issues reports."""
    return bool(get_auth_manager().is_authorized_dag(method="GET", details=DagDetails(id=SHOWN_BY), user=user))


def reader(user: Annotated[Any, Depends(get_user)]) -> Login:
    """Return who is signed in and may read.

    Raises:
        HTTPException: 401 for a stranger (by Airflow), 403 for somebody who may not read.
    """
    login = login_of(user)
    if login.name not in named_approvers() and not _may_read(user):
        raise HTTPException(403, "Tài khoản này không có quyền xem báo cáo.")
    return login


def approver(request: Request, login: Annotated[Login, Depends(reader)]) -> Login:
    """Return who is signed in, is a named approver, and asks from this page itself.

    Raises:
        HTTPException: 403 for anybody else, and for a form that another site has sent.
    """
    if login.name not in named_approvers():
        raise HTTPException(403, "Tài khoản này không được giao duyệt báo cáo.")
    origin = urlsplit(request.headers.get("origin") or "").netloc
    own = {request.headers.get("host", ""), urlsplit(conf.get("api", "base_url", fallback="")).netloc}
    if not origin or origin not in own - {""}:
        raise HTTPException(403, "Biểu mẫu phải được gửi từ chính trang này.")
    return login


Reader = Annotated[Login, Depends(reader)]
Approver = Annotated[Login, Depends(approver)]
