import { index, route, type RouteConfig } from '@react-router/dev/routes';

export default [
  index('search/home-page.tsx'),
  route('search', 'search/results-page.tsx'),
  route('places', 'search/places.ts'),
  route('trips/:tripId', 'seats/trip-page.tsx'),
  route('trips/:tripId/waiting-list', 'waiting-list/join-page.tsx'),
  route('waiting-list/:entryId', 'waiting-list/entry-page.tsx'),
  route('waiting-list/:entryId/progress', 'waiting-list/entry-progress.ts'),
  route('orders/:orderId', 'order/order-page.tsx'),
  route('orders/:orderId/progress', 'order/order-progress.ts'),
  route('t/:link', 'ticket/ticket-page.tsx'),
  route('t/:link/progress', 'ticket/ticket-progress.ts'),
  route('my-tickets', 'account/my-tickets-page.tsx'),
  route('sign-in', 'account/sign-in-page.tsx'),
  route('register', 'account/register-page.tsx'),
  route('sign-out', 'account/sign-out.ts'),
  route('scan', 'scan/scan-page.tsx'),
  route('dev/inbox', 'inbox/inbox-page.tsx'),
  route('robots.txt', 'errors/robots.ts'),
  route('favicon.ico', 'errors/favicon.ts'),
  route('*', 'errors/not-found-page.tsx'),
] satisfies RouteConfig;
