import { Form, Link } from 'react-router';
import { Button } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import type { Text } from '../messages/text.ts';
import type { OfferList } from './load-offers.server.ts';
import { everything, filtersOf, sorts, type OfferChoice } from './offer-choice.ts';
import { searchAddress, searchFields, type SearchWish } from './search-address.ts';
import { amenityWords, classWord } from './words.ts';

type OfferFiltersProps = { readonly wish: SearchWish; readonly choice: OfferChoice; readonly list: OfferList };

/** Which trips are shown and in which order. A plain GET form: its address is the choice. */
export function OfferFilters({ wish, choice, list: { filters, found, fitting } }: OfferFiltersProps) {
  const text = useText();
  const count = filtersOf(choice);
  return (
    <details className="mt-4 rounded-lg border border-line bg-surface p-4" open={count > 0 && fitting === 0}>
      <summary className="min-h-8 cursor-pointer font-[650]">
        {text('results.filters', { count })}
        <span className="ms-2 font-normal text-muted">{text('results.fitting', { fitting, found })}</span>
      </summary>
      <Form
        method="get"
        action="/search"
        className="mt-4 grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-4"
        key={searchAddress(wish, choice)}
      >
        {searchFields(wish).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {groupsOf(filters, choice, text).map((group) => (
          <Boxes key={group.name} {...group} />
        ))}
        <Order sort={choice.sort} />
        <div className="flex flex-wrap items-center gap-4 sm:col-span-full">
          <Button look="secondary">{text('results.apply')}</Button>
          {count > 0 && (
            <Link to={searchAddress(wish, { ...everything, sort: choice.sort })}>{text('results.clear')}</Link>
          )}
        </div>
      </Form>
    </details>
  );
}

type Group = {
  readonly name: string;
  readonly legend: string;
  readonly ticked: readonly string[];
  readonly options: readonly { readonly value: string; readonly label: string }[];
};

/** What all trips have, or none, is nothing to choose by; what is ticked can always be unticked. */
function groupsOf(filters: OfferList['filters'], choice: OfferChoice, text: Text): Group[] {
  const groups: Group[] = [
    {
      name: 'company',
      legend: text('results.by-company'),
      ticked: choice.companies,
      options: filters.companies.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      name: 'time',
      legend: text('results.by-time'),
      ticked: choice.times,
      options: filters.times.map((time) => ({ value: time, label: text(`results.time.${time}`) })),
    },
    {
      name: 'class',
      legend: text('results.by-class'),
      ticked: choice.classes,
      options: filters.classes.map((each) => ({ value: each, label: classWord(each, text) })),
    },
  ];
  const amenities: Group = {
    name: 'with',
    legend: text('results.by-amenity'),
    ticked: choice.amenities,
    options: filters.amenities.map((each) => ({ value: each, label: text(amenityWords[each]) })),
  };
  return [
    ...groups.filter(({ options, ticked }) => options.length > 1 || ticked.length > 0),
    ...(amenities.options.length > 0 ? [amenities] : []),
  ];
}

function Boxes({ name, legend, ticked, options }: Group) {
  return (
    <fieldset>
      <legend className="font-[650]">{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value} className="flex min-h-11 cursor-pointer items-center gap-3">
          <input
            type="checkbox"
            name={name}
            value={value}
            defaultChecked={ticked.includes(value)}
            className="size-5 shrink-0"
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function Order({ sort }: { readonly sort: OfferChoice['sort'] }) {
  const text = useText();
  return (
    <label className="block font-[650]">
      {text('results.sort')}
      <select
        name="sort"
        defaultValue={sort}
        className="mt-1.5 block min-h-12 w-full rounded-md border border-edge bg-surface px-3 text-base font-normal text-ink"
      >
        {sorts.map((each) => (
          <option key={each} value={each}>
            {text(`results.sort.${each}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
