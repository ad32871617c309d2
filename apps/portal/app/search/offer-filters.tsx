import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { Button } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
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
        className="mt-4 grid gap-4 sm:grid-cols-2 lg:grid-cols-4"
        key={searchAddress(wish, choice)}
      >
        {searchFields(wish).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Group legend={text('results.by-company')}>
          {filters.companies.map(({ id, name }) => (
            <Box key={id} name="company" value={id} ticked={choice.companies.includes(id)} label={name} />
          ))}
        </Group>
        <Group legend={text('results.by-time')}>
          {filters.times.map((time) => (
            <Box
              key={time}
              name="time"
              value={time}
              ticked={choice.times.includes(time)}
              label={text(`results.time.${time}`)}
            />
          ))}
        </Group>
        <Group legend={text('results.by-class')}>
          {filters.classes.map((each) => (
            <Box
              key={each}
              name="class"
              value={each}
              ticked={choice.classes.includes(each)}
              label={classWord(each, text)}
            />
          ))}
        </Group>
        {filters.amenities.length > 0 && (
          <Group legend={text('results.by-amenity')}>
            {filters.amenities.map((each) => (
              <Box
                key={each}
                name="with"
                value={each}
                ticked={choice.amenities.includes(each)}
                label={text(amenityWords[each])}
              />
            ))}
          </Group>
        )}
        <label className="block font-[650]">
          {text('results.sort')}
          <select
            name="sort"
            defaultValue={choice.sort}
            className="mt-1.5 block min-h-12 w-full rounded-md border border-edge bg-surface px-3 text-base font-normal text-ink"
          >
            {sorts.map((sort) => (
              <option key={sort} value={sort}>
                {text(`results.sort.${sort}`)}
              </option>
            ))}
          </select>
        </label>
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

function Group({ legend, children }: { readonly legend: string; readonly children: ReactNode }) {
  return (
    <fieldset>
      <legend className="font-[650]">{legend}</legend>
      {children}
    </fieldset>
  );
}

type BoxProps = { readonly name: string; readonly value: string; readonly ticked: boolean; readonly label: string };

function Box({ name, value, ticked, label }: BoxProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3">
      <input type="checkbox" name={name} value={value} defaultChecked={ticked} className="size-5 shrink-0" />
      {label}
    </label>
  );
}
