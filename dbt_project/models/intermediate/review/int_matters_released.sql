{#- The newest word of a chief that an outlet may be named, where that chief decided nothing of the matter and is
    not recused from it. -#}
with ranked as (
    select
        released.matter_id,
        released.sequence,
        released.recorded_on,
        row_number() over (partition by released.matter_id order by released.sequence desc) as place
    from {{ ref('int_review_entries') }} as released
    where
        released.kind = 'naming_released'
        and not exists (
            select 1
            from {{ ref('int_review_entries') }} as barring
            where
                barring.kind in ('decision', 'recusal')
                and barring.matter_id = released.matter_id
                and barring.actor = released.actor
        )
)

select
    matter_id,
    sequence,
    recorded_on as released_on
from ranked
where place = 1
