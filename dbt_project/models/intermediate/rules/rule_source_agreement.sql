{#- An item that prints another organisation's press article without an agreement in the register on that day. -#}
with judged as (
    {{ days_of('source_agreement') }}
),

reprints as (
    {{ press_reprints() }}
),

printed as (
    select
        judged.outlet_id,
        judged.judged_on,
        reprints.reprint_article_id,
        reprints.original_outlet_id,
        max(reprints.reprint_capture_id) as capture_id,
        max(reprints.reprint_url) as url,
        min(case when {{ is_copy_unclear('reprints') }} then 1 else 0 end) as is_copy_unclear
    from judged
    inner join reprints
        on
            judged.outlet_id = reprints.reprint_outlet_id
            and judged.judged_on = reprints.published_date
    where
        reprints.original_organisation_name <> judged.organisation_name
        and reprints.original_organisation_name <> coalesce(judged.governing_body, '')
    group by judged.outlet_id, judged.judged_on, reprints.reprint_article_id, reprints.original_outlet_id
),

attested as (
    {{ attested_to('agreements') }}
),

found as (
    select
        printed.outlet_id,
        printed.reprint_article_id || '<' || printed.original_outlet_id as evidence_key,
        printed.reprint_article_id as article_id,
        printed.capture_id,
        case
            when attested.complete_to is null then 'unobserved'
            when printed.is_copy_unclear = 1 then 'unclear'
            else 'against'
        end as bearing,
        case
            when attested.complete_to is null then 'register_incomplete'
            when printed.is_copy_unclear = 1 then 'copy_uncertain'
            else 'agreement_missing'
        end as cause,
        printed.original_outlet_id as observed_value,
        printed.url as evidence_url,
        printed.judged_on
    from printed
    left join attested on printed.judged_on <= attested.complete_to
    left join {{ ref('stg_registers__agreements') }} as agreements
        on
            printed.outlet_id = agreements.outlet_id
            and printed.original_outlet_id = agreements.source_outlet_id
            and printed.judged_on >= agreements.effective_from
            and (agreements.effective_to is null or printed.judged_on <= agreements.effective_to)
    where agreements.agreement_number is null
)

{{ evidence('source_agreement', has='article_id capture_id evidence_url') }}
