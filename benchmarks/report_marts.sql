-- Rows of the marts that a report reads, drawn from numbers alone; benchmarks/reports.py fills in how many.
insert into dim_outlets by name
select
    'o' || n as outlet_id,
    'Trang thông tin ' || n as outlet_name,
    ['aggregator', 'newspaper', 'magazine', 'social_network', 'portal'][1 + n % 5] as kind,
    case when n % 3 = 0 then 'ministry' else 'city' end as jurisdiction,
    date '2015-01-01' as first_licensed_on
from range({outlets}) as t(n);

insert into fct_coverage by name
select
    'o' || n % {outlets} as outlet_id,
    date '{first}' + cast(n // {outlets} as integer) as day,
    0.8 + 0.2 * (hash(n) % 100) / 100 as observed_share,
    9 as discovered, 7 as landed, 1 as failed,
    case when n % 9 = 0 then 'too_slow' end as main_cause
from range({outlets} * {days}) as t(n);

insert into fct_reprints by name
select
    'o' || n % {outlets} as reprint_outlet_id,
    'known' as direction,
    true as is_earliest_original,
    hash(n) % 2000 as delay_minutes_min,
    date '{first}' + cast(n % {days} as integer) as reprint_published_date
from range({articles} // 3) as t(n);

insert into fct_matters by name
select
    'm' || n as matter_id,
    'o' || n % {outlets} as outlet_id,
    versions.rule_id, versions.rule_version_id,
    'duty' as strength,
    case when n % {outlets} % 3 = 0 then 'ministry' else 'city' end as jurisdiction,
    'waiting' as state,
    n % 4 > 0 as is_open,
    date '{first}' + cast(n % {days} as integer) as first_day,
    date '{first}' + cast(n % {days} as integer) + 5 as last_day,
    date '{first}' + cast(n % {days} as integer) as opened_on
from range({matters}) as t(n)
inner join (select *, row_number() over () - 1 as place from dim_rule_versions) as versions
    on t.n % (select count(*) from dim_rule_versions) = versions.place;

insert into fct_matter_events by name
select matter_id, 'new' as event, 1 as change, opened_on as event_on, strength, jurisdiction from fct_matters
union all by name
select matter_id, 'remedied' as event, -1 as change, last_day as event_on, strength, jurisdiction
from fct_matters where not is_open;

create temp table periods as select * from (values ('2026-11'), ('2026-10'), ('2025-11'), ('2026'), ('2025')) as p(period_id);

insert into rpt_coverage by name
select
    period_id, jurisdiction, kind,
    66 as outlets, 2000 as outlet_days, 60000 as discovered, 50000 as landed, 49000 as admitted, 900 as quarantined,
    100 as failed, 0.93 as observed_share
from periods, (select distinct jurisdiction, kind from dim_outlets);

insert into rpt_coverage_causes by name
select period_id, cause, 40 as outlets, 300 as outlet_days
from periods, (values ('too_slow'), ('connection_failed'), ('register_incomplete')) as causes(cause);

insert into rpt_verdicts by name
select period_id, rule_id, title_vi, jurisdiction, 'duty' as strength, status, 12000 as verdicts, 500 as outlets
from periods, dim_rules, (values ('city'), ('ministry')) as licensed(jurisdiction),
    (values ('met'), ('not_met'), ('needs_review'), ('not_observed'), ('not_applicable')) as judged(status);

insert into rpt_candidates by name
select period_id, rule_id, rule_version_id, jurisdiction, 'signal' as strength, 400 as candidates, 90 as outlets
from periods, dim_rule_versions, (values ('city'), ('ministry')) as licensed(jurisdiction);

insert into rpt_activity by name
select period_id, kind, topic, 4000 as articles
from periods, (select distinct kind from dim_outlets),
    (values ('society'), ('education'), ('economy'), ('unsure')) as topics(topic);

insert into rpt_named_matters by name
select
    period_id, 'm' || n as matter_id, 'Trang ' || n as outlet_name, 'Ghi nguồn tin' as title_vi,
    'Nghị định 147/2024/NĐ-CP' as instrument, repeat('Đơn vị đã bổ sung thông tin. ', 20) as reply_text,
    date '2026-10-20' as first_day, date '2026-11-01' as last_day
from periods, range(200) as t(n);

insert into rpt_portals by name
select
    period_id, 'u' || n as unit_id, 'Phường ' || n as unit_name, 'ward' as unit_kind, 'seen' as domain_state,
    'seen' as part_of_city_state, 'seen' as organisation_state, 'not_seen' as rating_state, 'unread' as channels_state,
    'unread' as ipv6_state, 30 as days_reached, 31 as days, true as has_site
from periods, range(126) as t(n);

insert into rpt_spokesperson_years by name
select
    period_id, 'u' || n as unit_id, place as figure_number, 'Nội dung ' || place as title_vi, 4 as counted, 5 as of_all,
    date '2025-12-15' as counted_from
from periods, range(150) as t(n), range(1, 7) as f(place);
