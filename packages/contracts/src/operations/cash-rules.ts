import Type from 'typebox';
import { CashRule } from '../cash.ts';
import { Id } from '../fields.ts';
import { operation } from '../operation.ts';

const company = Type.Object({ companyId: Id });

export const setCashRule = operation({
  id: 'setCashRule',
  service: 'payment',
  method: 'POST',
  path: '/companies/:companyId/cash-rules',
  summary: 'Say from when on which variance of a drawer is let pass',
  who: { kind: 'staff', permission: 'cash-rules:write' },
  params: company,
  body: CashRule,
  success: { status: 201, body: CashRule },
  refusals: { RULE_IN_THE_PAST: 422, RULE_STANDS: 409 },
});

export const listCashRules = operation({
  id: 'listCashRules',
  service: 'payment',
  method: 'GET',
  path: '/companies/:companyId/cash-rules',
  summary: 'Which variances of drawers are let pass, newest rule first; without any, none',
  who: { kind: 'staff', permission: 'cash:review' },
  params: company,
  success: { status: 200, body: Type.Object({ rules: Type.Array(CashRule, { maxItems: 100 }) }) },
  refusals: {},
});

export const cashRuleOperations = { setCashRule, listCashRules };
