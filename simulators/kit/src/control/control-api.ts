import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import { registerBookRoutes } from './book-routes.ts';
import { registerFaultRoutes } from './fault-routes.ts';
import { registerForgery } from './forge-callback.ts';
import { ownPagesOnly } from '../pages/own-pages-only.ts';
import { registerTimeRoutes } from './time-routes.ts';

/** What tests and developers use to look into the simulator and to turn it. No company has anything like it. */
export async function controlApi(app: FastifyInstance, context: Context): Promise<void> {
  ownPagesOnly(app);
  registerBookRoutes(app, context);
  registerFaultRoutes(app, context);
  registerTimeRoutes(app, context);
  registerForgery(app, context);
}
