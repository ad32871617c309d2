import {
  askErasure,
  authPersonalData,
  callOffErasure,
  exportMyData,
  exportMyTables,
  getErasure,
  getMyPrivacy,
} from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, route, transaction, type Route } from '@safiri/runtime';
import { personalDataRoutes } from '@safiri/runtime/privacy';
import type { Ctx } from '../context.ts';
import { findErasedSubject } from './erasure-queries.ts';
import { exportOwnData, exportOwnTables } from './export-own-data.ts';
import { askOwnErasure, callOffOwnErasure, getPrivacy } from './own-erasure.ts';
import { personalData } from './personal-data.ts';

export function privacyRoutes(ctx: Ctx): Route[] {
  return [
    route(getMyPrivacy, async (request) => await getPrivacy(ctx, request)),
    route(exportMyData, async (request) => await exportOwnData(ctx, request)),
    route(exportMyTables, async (request) => await exportOwnTables(ctx, request)),
    route(askErasure, async (request) => await askOwnErasure(ctx, request)),
    route(callOffErasure, async (request) => await callOffOwnErasure(ctx, request)),
    route(getErasure, async ({ params }) => {
      const who = await transaction(ctx.db, asService, async (tx) => await findErasedSubject(tx, params.erasureId));
      if (who === undefined) throw new DomainError('NOT_FOUND', 'Nobody is being forgotten by this id.');
      return who;
    }),
    ...personalDataRoutes(authPersonalData, ctx.db, personalData(ctx.config)),
  ];
}
