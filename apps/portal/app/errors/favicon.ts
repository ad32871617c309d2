import { redirect } from 'react-router';
import icon from './favicon.svg?url';

/** Browsers ask for this name whatever the page says. */
export function loader() {
  return redirect(icon, { headers: { 'cache-control': 'public, max-age=86400' } });
}
