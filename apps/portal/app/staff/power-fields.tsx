import { useId } from 'react';
import { inputClasses } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

type Choice = { readonly value: string; readonly label: string };

/** A labelled choice of one. */
export function SelectField(props: {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly Choice[];
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-[650]">
        {props.label}
      </label>
      <select id={id} name={props.name} className={inputClasses}>
        {props.choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Where a power holds: the whole company, or one branch with its stations. */
export function ScopeField({
  branches,
}: {
  readonly branches: readonly { readonly id: string; readonly name: string }[];
}) {
  const text = useText();
  const choices = [
    { value: 'company|', label: text('staff.scope.company') },
    ...branches.map(({ id, name }) => ({ value: `branch|${id}`, label: name })),
  ];
  return <SelectField name="scope" label={text('staff.scope')} choices={choices} />;
}
