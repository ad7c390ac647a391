-- Who was told of as gone without a handover; once for each time somebody goes. Business time.
create table handover.gone_told (
  -- Lower case: ids of people differ in nothing but capitals nowhere in WeCom.
  userid text not null,
  since timestamptz not null,
  at timestamptz not null,
  primary key (userid, since)
);
grant select, insert on handover.gone_told to jieli_app;
grant select on handover.gone_told to jieli_auditor;
