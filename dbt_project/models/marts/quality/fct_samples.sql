{#- The blind sample: what two or three people saw at each drawn place who did not know what was found there. Nobody
    who answered is in it, and no outlet. -#}
with drawn as (
    select
        {{ json_text('entries.payload', 'item') }} as item_id,
        {{ json_text('entries.payload', 'rule_id') }} as rule_id,
        {{ json_text('entries.payload', 'stratum') }} as stratum,
        cast({{ json_text('entries.payload', 'probability') }} as float8) as probability,
        {{ json_text('entries.payload', 'outlet_id') }} as outlet_id,
        cast(substring(entries.subject_id, 8) || '-01' as date) as sampled_month,
        {{ local_date('entries.recorded_at') }} as drawn_on
    from {{ ref('stg_ledger__entries') }} as entries
    where entries.kind = 'sample_drawn'
),

said as (
    select
        {{ json_text('entries.payload', 'item') }} as item_id,
        {{ json_text('entries.payload', 'answer') }} as answer,
        {{ local_date('entries.recorded_at') }} as answered_on,
        row_number() over (
            partition by {{ json_text('entries.payload', 'item') }} order by entries.sequence
        ) as place
    from {{ ref('stg_ledger__entries') }} as entries
    where entries.kind = 'sample_answered'
),

answered as (
    select
        said.item_id,
        count(*) as answers,
        max(case when said.place = 1 then said.answer end) as first_answer,
        max(case when said.place = 2 then said.answer end) as second_answer,
        max(case when said.place = 3 then said.answer end) as third_answer,
        max(said.answered_on) as answered_on
    from said
    group by said.item_id
),

outcomes as (
    select
        answered.*,
        case
            when answered.first_answer in (answered.second_answer, answered.third_answer) then answered.first_answer
            when answered.second_answer = answered.third_answer then answered.second_answer
        end as outcome
    from answered
)

select
    drawn.item_id,
    min(drawn.item_id) over (partition by drawn.outlet_id, drawn.rule_id) as cluster_id,
    drawn.rule_id,
    drawn.stratum,
    outcomes.outcome,
    drawn.probability,
    cast(coalesce(outcomes.answers, 0) as bigint) as answers,
    outcomes.first_answer = outcomes.second_answer as is_agreed,
    drawn.sampled_month,
    drawn.drawn_on,
    case when outcomes.outcome is not null then outcomes.answered_on end as answered_on
from drawn
left join outcomes on drawn.item_id = outcomes.item_id
