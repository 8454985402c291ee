select
    figure_id,
    report,
    section,
    period,
    title,
    unit,
    figure_source,
    entered_by,
    value,
    entered_on,
    register_row_id,
    day as landed_on
from {{ source('registers', 'manual_figures') }}
where {{ is_of_latest_landing('manual_figures') }}
