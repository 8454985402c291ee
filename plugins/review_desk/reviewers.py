"""Who is asking, by Airflow's own sign-in, and whether they may decide."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.resource_details import DagDetails
from airflow.api_fastapi.core_api.security import get_user
from airflow.configuration import conf
from fastapi import Depends, HTTPException, Request

from include.settings import settings

SHOWN_BY = "build_warehouse"
"""The DAG whose readers may read the desk, and whose operators may decide where no reviewers are named."""


def _may(method: str, user: Any) -> bool:
    """Ask Airflow whether a user may read (GET) or act on (PUT) the DAG that publishes the findings."""
    return bool(get_auth_manager().is_authorized_dag(method=method, details=DagDetails(id=SHOWN_BY), user=user))


def may_decide(user: Any) -> bool:
    """Return whether a user is one of the reviewers, or acts on DAGs where none are named."""
    named = [name.strip() for name in settings().reviewers.split(",") if name.strip()]
    return user.get_name() in named if named else _may("PUT", user)


def reader(user: Annotated[Any, Depends(get_user)]) -> Any:
    """Return who is signed in and may read.

    Raises:
        HTTPException: 401 for a stranger (by Airflow), 403 for somebody who may not read.
    """
    if not (_may("GET", user) or may_decide(user)):
        raise HTTPException(403, "Tài khoản này không có quyền xem bàn rà soát.")
    return user


def reviewer(request: Request, user: Annotated[Any, Depends(reader)]) -> Any:
    """Return who is signed in, may decide, and asks from the desk's own pages.

    Raises:
        HTTPException: 403 for anybody else, and for a form that another site has sent.
    """
    if not may_decide(user):
        raise HTTPException(403, "Tài khoản này không có quyền quyết định.")
    origin = urlsplit(request.headers.get("origin") or "").netloc
    own = {request.headers.get("host", ""), urlsplit(conf.get("api", "base_url", fallback="")).netloc}
    if not origin or origin not in own - {""}:
        raise HTTPException(403, "Biểu mẫu phải được gửi từ chính bàn rà soát.")
    return user


Reader = Annotated[Any, Depends(reader)]
Reviewer = Annotated[Any, Depends(reviewer)]
