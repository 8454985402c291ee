{#- What stands of a matter by its decisions: the newest one, and whether another person took it than before. -#}
with decisions as (
    select
        entries.*,
        {{ json_text('entries.payload', 'decision') }} as decision,
        {{ json_text('entries.payload', 'stage') }} as stage,
        row_number() over (partition by entries.matter_id order by entries.sequence desc) as place
    from {{ ref('int_review_entries') }} as entries
    where entries.kind = 'decision'
),

counted as (
    select
        decisions.matter_id,
        min(case when decisions.stage = 'first' then decisions.recorded_on end) as reviewed_on,
        max(case when decisions.decision = 'reopen' then decisions.recorded_on end) as reopened_on
    from decisions
    group by decisions.matter_id
),

repeated as (
    select newest.matter_id
    from decisions as newest
    inner join decisions as earlier
        on
            newest.matter_id = earlier.matter_id
            and newest.actor = earlier.actor
            and earlier.stage = 'first'
            and newest.stage = 'final'
    where newest.place = 1
    group by newest.matter_id
)

select
    decisions.matter_id,
    decisions.decision,
    decisions.stage,
    decisions.sequence,
    repeated.matter_id is null as is_by_another,
    decisions.recorded_on as decided_on,
    counted.reviewed_on,
    counted.reopened_on,
    decisions.recorded_at as decided_at
from decisions
inner join counted on decisions.matter_id = counted.matter_id
left join repeated on decisions.matter_id = repeated.matter_id
where decisions.place = 1
