select
    task_id,
    plan_id,
    code,
    title,
    lead_unit_id,
    status,
    difficulty,
    proposal,
    progress_percent,
    due_on,
    finished_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'plan_tasks') }}
where {{ is_of_latest_landing('plan_tasks') }}
