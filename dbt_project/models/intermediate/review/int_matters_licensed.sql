{#- Who licensed the outlet of a matter, on all its days and now: the city alone, or anybody else. -#}
select
    matters.matter_id,
    case
        when min(outlets.effective_from) > matters.first_day then 'unknown'
        when count(*) = count(case when outlets.licensing_authority = 'city' then 1 end) then 'city'
        when count(*) = count(case when outlets.licensing_authority is not null then 1 end) then 'ministry'
        else 'unknown'
    end as jurisdiction
from {{ ref('int_matters_identified') }} as matters
inner join {{ ref('int_outlets_dated') }} as outlets
    on
        matters.outlet_id = outlets.outlet_id
        and (
            outlets.is_latest
            or (
                matters.last_day >= outlets.effective_from
                and (outlets.effective_to is null or matters.first_day < outlets.effective_to)
            )
        )
group by matters.matter_id, matters.first_day
