{#- What people did at the review desk, once for each matter that an entry concerns. -#}
select
    {{ words_of(json_text('entries.payload', 'matters')) }} as matter_id,
    substring(entries.subject_id, 9) as outlet_id,
    entries.kind,
    entries.payload,
    entries.actor,
    entries.sequence,
    {{ local_date('entries.recorded_at') }} as recorded_on,
    entries.recorded_at
from {{ ref('stg_ledger__entries') }} as entries
where
    entries.subject_id like 'matters/%'
    and {{ json_text('entries.payload', 'matters') }} <> ''
