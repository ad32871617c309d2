-- Towns and districts that passengers search by, whatever the stops in them are called and whose they are. No company owns a
-- town, so they are the platform's: public geography, a circle each. An operator elsewhere adds rows of its own.

create table areas (
  area_id uuid primary key,
  kind text not null check (kind in ('town', 'district')),
  name text not null check (name ~ '\S'),
  -- Earlier names and those of other languages, by which people still ask.
  other_names text[] not null default '{}',
  latitude double precision not null check (latitude between -85 and 85),
  longitude double precision not null check (longitude between -180 and 180),
  -- The largest district here is 50 km across.
  radius_metres integer not null check (radius_metres between 500 and 60000)
);
grant select on areas to {role};
create trigger tell_search after insert or update or delete or truncate on areas for each statement execute function tell_network_change();

create index stops_by_latitude on stops (latitude) where not removed;

-- Every place that one may search by, with the stops it stands for. A degree of latitude is 111,320 metres; over the few
-- kilometres of a circle the earth is flat.
create view place_stops with (security_invoker = true) as
select stop_id as place_id, stop_id from stops where not removed
union all
select station_id, stop_id from stops where station_id is not null and not removed
union all
select a.area_id, s.stop_id
  from areas a
  join stops s on not s.removed
   and s.latitude between a.latitude - a.radius_metres / 111320.0 and a.latitude + a.radius_metres / 111320.0
   and ((s.latitude - a.latitude) * 111320) ^ 2 + ((s.longitude - a.longitude) * 111320 * cos(radians(a.latitude))) ^ 2 <= a.radius_metres::float8 ^ 2;
grant select on place_stops to {role};

-- An id is made of country and name, so that it is the same on every platform and addresses may carry it (a UUID of version 8).
insert into areas (area_id, kind, name, other_names, latitude, longitude, radius_metres)
select overlay(overlay(md5('safiri area ' || country || '/' || name) placing '8' from 13) placing 'a' from 17)::uuid,
       kind, name, other_names::text[], latitude, longitude, radius_km * 1000
  from (values
    ('RW', 'town', 'Kigali', '{}', -1.9500, 30.0600, 14),
    ('RW', 'district', 'Nyarugenge', '{}', -1.9650, 30.0450, 5),
    ('RW', 'district', 'Gasabo', '{}', -1.9000, 30.1050, 9),
    ('RW', 'district', 'Kicukiro', '{}', -1.9950, 30.1150, 6),
    ('RW', 'district', 'Huye', '{Butare}', -2.5960, 29.7390, 12),
    ('RW', 'district', 'Musanze', '{Ruhengeri}', -1.4990, 29.6350, 12),
    ('RW', 'district', 'Rubavu', '{Gisenyi}', -1.6930, 29.2650, 12),
    ('RW', 'district', 'Rusizi', '{Cyangugu,Kamembe}', -2.4840, 28.9060, 14),
    ('RW', 'district', 'Karongi', '{Kibuye}', -2.0600, 29.3480, 14),
    ('RW', 'district', 'Nyamasheke', '{}', -2.3440, 29.1000, 14),
    ('RW', 'district', 'Rutsiro', '{}', -1.9400, 29.3250, 12),
    ('RW', 'district', 'Ngororero', '{}', -1.8650, 29.6250, 11),
    ('RW', 'district', 'Nyabihu', '{}', -1.6530, 29.5070, 11),
    ('RW', 'district', 'Burera', '{}', -1.4700, 29.8300, 12),
    ('RW', 'district', 'Gakenke', '{}', -1.6910, 29.7850, 12),
    ('RW', 'district', 'Gicumbi', '{Byumba}', -1.5760, 30.0670, 12),
    ('RW', 'district', 'Rulindo', '{}', -1.7300, 29.9950, 11),
    ('RW', 'district', 'Kayonza', '{}', -1.8900, 30.5070, 14),
    ('RW', 'district', 'Kirehe', '{}', -2.2600, 30.6500, 15),
    ('RW', 'district', 'Ngoma', '{Kibungo}', -2.1600, 30.5430, 12),
    ('RW', 'district', 'Nyagatare', '{}', -1.2980, 30.3280, 18),
    ('RW', 'district', 'Rwamagana', '{}', -1.9490, 30.4350, 11),
    ('RW', 'district', 'Bugesera', '{Nyamata}', -2.1500, 30.0900, 15),
    ('RW', 'district', 'Gatsibo', '{}', -1.5800, 30.4600, 15),
    ('RW', 'district', 'Gisagara', '{}', -2.6200, 29.8600, 9),
    ('RW', 'district', 'Kamonyi', '{}', -2.0020, 29.9000, 11),
    ('RW', 'district', 'Muhanga', '{Gitarama}', -2.0840, 29.7570, 11),
    ('RW', 'district', 'Nyamagabe', '{Gikongoro}', -2.4710, 29.5560, 13),
    ('RW', 'district', 'Nyanza', '{Nyabisindu}', -2.3520, 29.7510, 11),
    ('RW', 'district', 'Nyaruguru', '{}', -2.6900, 29.5200, 12),
    ('RW', 'district', 'Ruhango', '{}', -2.2320, 29.7800, 10),
    ('UG', 'town', 'Kampala', '{}', 0.3150, 32.5820, 14),
    ('UG', 'town', 'Entebbe', '{}', 0.0560, 32.4640, 7),
    ('UG', 'town', 'Jinja', '{}', 0.4400, 33.2030, 8),
    ('UG', 'town', 'Mbale', '{}', 1.0820, 34.1750, 7),
    ('UG', 'town', 'Tororo', '{}', 0.6930, 34.1810, 6),
    ('UG', 'town', 'Soroti', '{}', 1.7150, 33.6110, 6),
    ('UG', 'town', 'Gulu', '{}', 2.7750, 32.2990, 7),
    ('UG', 'town', 'Lira', '{}', 2.2490, 32.9000, 6),
    ('UG', 'town', 'Arua', '{}', 3.0200, 30.9110, 6),
    ('UG', 'town', 'Masaka', '{}', -0.3410, 31.7360, 7),
    ('UG', 'town', 'Mbarara', '{}', -0.6070, 30.6550, 7),
    ('UG', 'town', 'Kabale', '{}', -1.2490, 29.9900, 6),
    ('UG', 'town', 'Kisoro', '{}', -1.2850, 29.6850, 5),
    ('UG', 'town', 'Fort Portal', '{Kabarole}', 0.6710, 30.2750, 6),
    ('UG', 'town', 'Kasese', '{}', 0.1830, 30.0830, 6),
    ('UG', 'town', 'Hoima', '{}', 1.4320, 31.3520, 6),
    ('UG', 'town', 'Masindi', '{}', 1.6740, 31.7150, 6),
    ('KE', 'town', 'Nairobi', '{}', -1.2860, 36.8250, 16),
    ('KE', 'town', 'Mombasa', '{}', -4.0430, 39.6680, 12),
    ('KE', 'town', 'Kisumu', '{}', -0.1020, 34.7620, 9),
    ('KE', 'town', 'Nakuru', '{}', -0.3030, 36.0800, 9),
    ('KE', 'town', 'Eldoret', '{}', 0.5140, 35.2700, 9),
    ('KE', 'town', 'Thika', '{}', -1.0330, 37.0690, 7),
    ('KE', 'town', 'Naivasha', '{}', -0.7170, 36.4310, 7),
    ('KE', 'town', 'Nyeri', '{}', -0.4200, 36.9480, 7),
    ('KE', 'town', 'Nanyuki', '{}', 0.0070, 37.0730, 6),
    ('KE', 'town', 'Meru', '{}', 0.0470, 37.6500, 7),
    ('KE', 'town', 'Embu', '{}', -0.5370, 37.4590, 6),
    ('KE', 'town', 'Machakos', '{}', -1.5180, 37.2630, 7),
    ('KE', 'town', 'Kericho', '{}', -0.3680, 35.2830, 6),
    ('KE', 'town', 'Kisii', '{}', -0.6770, 34.7800, 6),
    ('KE', 'town', 'Kakamega', '{}', 0.2830, 34.7520, 6),
    ('KE', 'town', 'Kitale', '{}', 1.0150, 35.0060, 6),
    ('KE', 'town', 'Malindi', '{}', -3.2190, 40.1170, 7),
    ('KE', 'town', 'Lamu', '{}', -2.2700, 40.9020, 6),
    ('KE', 'town', 'Garissa', '{}', -0.4530, 39.6460, 7),
    ('TZ', 'town', 'Dar es Salaam', '{Dar}', -6.8160, 39.2800, 22),
    ('TZ', 'town', 'Dodoma', '{}', -6.1730, 35.7420, 10),
    ('TZ', 'town', 'Arusha', '{}', -3.3720, 36.6940, 9),
    ('TZ', 'town', 'Moshi', '{}', -3.3490, 37.3430, 8),
    ('TZ', 'town', 'Mwanza', '{}', -2.5160, 32.9000, 10),
    ('TZ', 'town', 'Tanga', '{}', -5.0690, 39.0990, 8),
    ('TZ', 'town', 'Morogoro', '{}', -6.8210, 37.6610, 9),
    ('TZ', 'town', 'Iringa', '{}', -7.7700, 35.6930, 8),
    ('TZ', 'town', 'Mbeya', '{}', -8.9090, 33.4600, 10),
    ('TZ', 'town', 'Tabora', '{}', -5.0160, 32.8000, 8),
    ('TZ', 'town', 'Kigoma', '{}', -4.8770, 29.6270, 7),
    ('TZ', 'town', 'Bukoba', '{}', -1.3320, 31.8120, 7),
    ('TZ', 'town', 'Shinyanga', '{}', -3.6640, 33.4210, 7),
    ('TZ', 'town', 'Singida', '{}', -4.8160, 34.7430, 7),
    ('BI', 'town', 'Bujumbura', '{Usumbura}', -3.3760, 29.3600, 11),
    ('BI', 'town', 'Gitega', '{Kitega}', -3.4270, 29.9250, 8),
    ('CD', 'town', 'Goma', '{}', -1.6790, 29.2280, 7),
    ('CD', 'town', 'Bukavu', '{}', -2.5080, 28.8610, 8),
    ('SS', 'town', 'Juba', '{}', 4.8520, 31.5820, 10)
  ) as given (country, kind, name, other_names, latitude, longitude, radius_km);
