"""Emits the asset event of recorded decisions, so that the warehouse is built again."""

import logging

from airflow._shared.timezones import timezone
from airflow.assets.manager import asset_manager
from airflow.models.asset import AssetModel
from airflow.utils.session import create_session
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from orchestration.assets import DECISIONS_RECORDED

log = logging.getLogger(__name__)


def emit_decisions_recorded(count: int) -> bool:
    """Emit the asset event of recorded decisions; return whether it was taken.

    A decision is safe in the ledger before this is called, and every build reads the whole ledger: an event that
    fails only delays what the marts say until the next build.
    """
    try:
        with create_session() as session:
            asset = session.scalar(select(AssetModel).where(AssetModel.name == DECISIONS_RECORDED.name))
            if asset is None:
                log.warning("Airflow has not read the DAG that follows %s yet.", DECISIONS_RECORDED.name)
                return False
            asset_manager.register_asset_change(
                asset=asset,
                timestamp=timezone.utcnow(),
                extra={"days": [], "counts": {"decisions": count}},
                source_is_api=True,
                session=session,
            )
    except SQLAlchemyError as error:
        log.warning("The event of %d decisions was not emitted; the next build takes them in: %s", count, error)
        return False
    return True
