{#- What the blind sample says of all rules together, by the answers that were complete before a period closed. -#}
with known as (
    select
        periods.period_id,
        samples.cluster_id,
        samples.stratum,
        samples.probability,
        case when samples.answered_on < periods.ends_before then samples.outcome end as outcome,
        case when samples.answered_on < periods.ends_before then samples.is_agreed end as is_agreed
    from {{ ref('fct_samples') }} as samples
    inner join {{ ref('report_periods') }} as periods on samples.drawn_on < periods.ends_before
),

clustered as (
    {{ samples_clustered('known', 'period_id') }}
),

counted as (
    {{ samples_counted('clustered', 'period_id') }}
),

shared as (
    {{ samples_shared('counted', 'period_id') }}
)

{{ samples_estimated('shared', 'period_id') }}
