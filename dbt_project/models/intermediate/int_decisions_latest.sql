{#- What stands of a finding today: the last decision that the append-only ledger holds on it, as decided with its
    matter. -#}
with decided as (
    select
        {{ words_of(json_text('entries.payload', 'findings')) }} as finding_id,
        {{ json_text('entries.payload', 'decision') }} as decision,
        {{ json_text('entries.payload', 'reason') }} as decision_reason,
        entries.sequence,
        entries.recorded_at
    from {{ ref('stg_ledger__entries') }} as entries
    where entries.kind = 'decision'
),

ranked as (
    select
        decided.*,
        row_number() over (partition by decided.finding_id order by decided.sequence desc) as place
    from decided
)

select
    finding_id,
    decision,
    decision_reason,
    sequence,
    recorded_at as decided_at
from ranked
where place = 1 and finding_id <> ''
