import { Form } from 'react-router';
import { Button, Field } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { PlaceChoices } from './place-choices.tsx';
import { PlaceField } from './place-field.tsx';
import type { PlaceChoice } from './resolve-place.ts';
import type { SearchWish } from './search-address.ts';

/** What stands in the way of a search, field by field. */
export type SearchProblems = {
  readonly errors: { readonly [Name in 'from' | 'to' | 'date']?: MessageKey | undefined };
  readonly choices: { readonly [Name in 'from' | 'to']?: readonly PlaceChoice[] | undefined };
};

type SearchFormProps = { readonly wish: SearchWish; readonly today: string; readonly problems?: SearchProblems };

/** From, to, date. A plain GET form: its address is the search. */
export function SearchForm({ wish, today, problems = { errors: {}, choices: {} } }: SearchFormProps) {
  const text = useText();
  const errorOf = (name: 'from' | 'to' | 'date'): string | undefined => {
    const key = problems.errors[name];
    return key === undefined ? undefined : text(key, { text: name === 'date' ? wish.date : wish[name].text });
  };
  const place = (name: 'from' | 'to') => {
    const choices = problems.choices[name];
    const label = text(name === 'from' ? 'search.from' : 'search.to');
    return choices === undefined ? (
      // A new wish begins a new field: what was typed before belongs to another search.
      <PlaceField
        key={`${wish[name].text} ${wish[name].pickedId}`}
        name={name}
        label={label}
        placeholder={text(name === 'from' ? 'search.from.example' : 'search.to.example')}
        wish={wish[name]}
        error={errorOf(name)}
      />
    ) : (
      <PlaceChoices
        name={name}
        legend={text(name === 'from' ? 'search.from.which' : 'search.to.which', { text: wish[name].text })}
        places={choices}
        text={wish[name].text}
      />
    );
  };
  return (
    <Form
      method="get"
      action="/search"
      role="search"
      aria-label={text('search.label')}
      className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_12rem_auto] lg:items-end"
    >
      {place('from')}
      {place('to')}
      <Field
        key={wish.date}
        id="date"
        name="date"
        type="date"
        label={text('search.date')}
        required
        min={today}
        defaultValue={wish.date}
        error={errorOf('date')}
      />
      {wish.outbound !== '' && <input type="hidden" name="outbound" value={wish.outbound} />}
      <Button className="w-full sm:self-end">{text('search.submit')}</Button>
    </Form>
  );
}
