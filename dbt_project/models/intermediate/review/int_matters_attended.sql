{#- What else people did about a matter: who claimed it and until when, appeals, and captures that retested it. -#}
with ranked as (
    select
        entries.*,
        case
            when entries.kind like 'matter_%' then 'claim'
            when entries.kind like 'appeal_%' then 'appeal'
            else 'retest'
        end as concern
    from {{ ref('int_review_entries') }} as entries
    where
        entries.kind in ('matter_claimed', 'matter_released', 'appeal_received', 'appeal_answered', 'retested')
),

newest as (
    select
        ranked.*,
        row_number() over (partition by ranked.matter_id, ranked.concern order by ranked.sequence desc) as place
    from ranked
)

select
    matter_id,
    max(case when concern = 'retest' then {{ json_text('payload', 'outcome') }} end) as retest_outcome,
    max(case when kind = 'appeal_received' then 1 else 0 end) = 1 as has_open_appeal,
    max(case when kind = 'matter_claimed' then recorded_on end) as claimed_on,
    max(case when concern = 'appeal' then recorded_on end) as appealed_on,
    max(case when concern = 'retest' then recorded_on end) as retested_on,
    max(case when concern = 'retest' then cast({{ json_text('payload', 'met_since') }} as date) end) as met_since,
    max(case when kind = 'matter_claimed' then cast({{ json_text('payload', 'until') }} as timestamptz) end)
        as claimed_until
from newest
where place = 1
group by matter_id
