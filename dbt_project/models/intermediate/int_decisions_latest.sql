{#- What stands of a finding today: the last decision and the last reply of the append-only ledger. -#}
with ranked as (
    select
        entries.*,
        row_number() over (partition by entries.subject_id, entries.kind order by entries.sequence desc) as place
    from {{ ref('stg_ledger__entries') }} as entries
    where entries.kind in ('decision', 'reply')
)

select
    subject_id as finding_id,
    max(case when kind = 'decision' then {{ json_text('payload', 'decision') }} end) as decision,
    max(case when kind = 'decision' then {{ json_text('payload', 'reason') }} end) as decision_reason,
    max(case when kind = 'reply' then {{ json_text('payload', 'text') }} end) as reply_text,
    max(case when kind = 'reply' then cast({{ json_text('payload', 'received_on') }} as date) end) as reply_received_on,
    max(case when kind = 'decision' then recorded_at end) as decided_at
from ranked
where place = 1
group by subject_id
