{#- Matters as they were when somebody first acted on them: it keeps their ids when a rebuild draws days otherwise. -#}
with ranked as (
    select
        entries.*,
        row_number() over (partition by entries.matter_id order by entries.sequence) as place
    from {{ ref('int_review_entries') }} as entries
    where entries.kind = 'matter_opened'
)

select
    matter_id,
    outlet_id,
    {{ json_text('payload', 'rule_id') }} as rule_id,
    {{ json_text('payload', 'rule_version_id') }} as rule_version_id,
    {{ json_text('payload', 'cause') }} as cause,
    {{ json_text('payload', 'strength') }} as strength,
    sequence,
    cast({{ json_text('payload', 'first_day') }} as date) as first_day,
    cast({{ json_text('payload', 'last_day') }} as date) as last_day,
    recorded_on as opened_on
from ranked
where place = 1
