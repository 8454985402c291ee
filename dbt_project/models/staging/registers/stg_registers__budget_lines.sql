select
    line_id,
    plan_id,
    title,
    unit_id,
    budget_year,
    allocated_vnd,
    executed_vnd,
    final_account_vnd,
    executed_to,
    final_account_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'budget_lines') }}
where {{ is_of_latest_landing('budget_lines') }}
