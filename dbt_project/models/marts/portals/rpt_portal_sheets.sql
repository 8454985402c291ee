{#- The rows on portals that may be printed, each in the periods in which its day came: later than what it measures,
    since the unit has working days to remark on it. -#}
select
    periods.period_id,
    portals.period_id as measured_period_id,
    measured.label_vi as measured_label_vi,
    portals.unit_id,
    portals.unit_name,
    portals.unit_kind,
    portals.domain,
    portals.domain_state,
    portals.part_of_city_state,
    portals.organisation_state,
    portals.rating_state,
    portals.channels_state,
    portals.ipv6_state,
    portals.cause,
    portals.remark,
    portals.sheet_code,
    portals.days,
    portals.days_reached,
    portals.pauses,
    portals.pauses_in_time,
    portals.pauses_unclear,
    portals.reached_share,
    portals.answer_milliseconds_median,
    portals.has_site,
    portals.is_as_sent,
    portals.ended_on,
    portals.sent_on,
    portals.printable_from,
    portals.remark_received_on
from {{ ref('rpt_portals') }} as portals
inner join {{ ref('report_periods') }} as measured on portals.period_id = measured.period_id
inner join {{ ref('report_periods') }} as periods
    on
        portals.printable_from >= periods.starts_on
        and portals.printable_from < periods.ends_before
