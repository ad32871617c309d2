import { useSearchParams } from 'react-router';

/** Addresses within the staff pages keep the company that the platform's staff chose. */
export function usePlaceLink(): (address: string) => string {
  const [query] = useSearchParams();
  const company = query.get('company');
  return (address) => (company === null ? address : `${address}?${new URLSearchParams({ company }).toString()}`);
}
