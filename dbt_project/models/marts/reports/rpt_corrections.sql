{#- Outlets that a report which has left named, by what the ledger says it named, and that people have cleared since:
    each in the period of its clearing. A report has left once a mail of it was about to: the mail may have arrived
    though nobody recorded it before the outlet was cleared, unless it is known since that it did not. -#}
with refused as (
    select
        entries.subject_id,
        {{ json_text('entries.payload', 'content_hash') }} as content_hash,
        max(entries.sequence) as sequence
    from {{ ref('stg_ledger__entries') }} as entries
    where entries.kind = 'delivery_refused'
    group by entries.subject_id, {{ json_text('entries.payload', 'content_hash') }}
),

namings as (
    select
        {{ words_of(json_text('entries.payload', 'named')) }} as matter_id,
        split_part(entries.subject_id, '/', 2) as period_id,
        entries.sequence,
        entries.recorded_at
    from {{ ref('stg_ledger__entries') }} as entries
    left join refused
        on
            entries.subject_id = refused.subject_id
            and {{ json_text('entries.payload', 'content_hash') }} = refused.content_hash
            and entries.sequence < refused.sequence
    where
        entries.kind in ('delivery_claimed', 'delivery_sent', 'report_issued')
        and {{ json_text('entries.payload', 'named') }} <> ''
        and refused.subject_id is null
),

named as (
    select
        namings.matter_id,
        {{ first_of('namings.period_id', 'namings.sequence') }} as named_in_period,
        min(namings.recorded_at) as named_at
    from namings
    group by namings.matter_id
),

cleared as (
    select
        named.matter_id,
        named.named_in_period,
        entries.sequence,
        entries.recorded_on as cleared_on,
        {{ json_text('entries.payload', 'decision') }} as decision
    from named
    inner join {{ ref('int_review_entries') }} as entries
        on
            named.matter_id = entries.matter_id
            and named.named_at < entries.recorded_at
    where
        entries.kind = 'decision'
        and {{ json_text('entries.payload', 'decision') }} in ('dismiss', 'insufficient', 'withdraw')
),

placed as (
    select
        periods.period_id,
        corrected.*,
        row_number() over (
            partition by periods.period_id, corrected.matter_id order by corrected.sequence desc
        ) as place
    from cleared as corrected
    inner join {{ ref('report_periods') }} as periods
        on
            corrected.cleared_on >= periods.starts_on
            and corrected.cleared_on < periods.ends_before
)

select
    placed.period_id,
    placed.matter_id,
    outlets.outlet_name,
    rules.title_vi,
    placed.decision,
    placed.named_in_period,
    placed.cleared_on
from placed
inner join {{ ref('fct_matters') }} as matters on placed.matter_id = matters.matter_id
inner join {{ ref('dim_outlets') }} as outlets on matters.outlet_id = outlets.outlet_id
inner join {{ ref('dim_rules') }} as rules on matters.rule_id = rules.rule_id
where placed.place = 1 and matters.state in ('dismissed', 'insufficient', 'withdrawn')
