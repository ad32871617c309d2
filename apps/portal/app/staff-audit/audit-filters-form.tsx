import { Form } from 'react-router';
import { Button, Field, inputClasses } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { servicesWithLog } from './filters.ts';
import type { AuditPageData } from './load-audit.server.ts';

/** Which log, and which of its entries; sent by GET, so that what is shown has an address. */
export function AuditFiltersForm({ page }: { readonly page: AuditPageData }) {
  const text = useText();
  const { asked, given } = page;
  const services = servicesWithLog.map((id) => ({ id, name: text(`audit.service.${id}`) }));
  return (
    <Form method="get" className="mt-4 grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {asked.grantId !== undefined && <input type="hidden" name="grant" value={asked.grantId} />}
      <Choice name="service" label={text('audit.service')} value={asked.service} choices={services} />
      {page.isPlatform && (
        <Choice
          name="company"
          label={text('audit.company')}
          value={asked.companyId ?? ''}
          choices={[{ id: '', name: text('audit.platform') }, ...page.companies]}
        />
      )}
      <Field name="operation" label={text('audit.operation')} defaultValue={given['operation']} maxLength={80} />
      <Field name="thingKind" label={text('audit.thing-kind')} defaultValue={given['thingKind']} maxLength={40} />
      <Field name="thingId" label={text('audit.thing-id')} defaultValue={given['thingId']} maxLength={80} />
      <Field name="subjectId" label={text('audit.subject')} defaultValue={given['subjectId']} maxLength={36} />
      <Field name="from" type="date" label={text('audit.from-day')} defaultValue={given['from']} />
      <Field name="to" type="date" label={text('audit.to-day')} defaultValue={given['to']} />
      <div className="self-end">
        <Button>{text('audit.show')}</Button>
      </div>
    </Form>
  );
}

function Choice({
  name,
  label,
  value,
  choices,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly id: string; readonly name: string }[];
}) {
  return (
    <div>
      <label htmlFor={name} className="mb-1.5 block font-[650]">
        {label}
      </label>
      <select id={name} name={name} defaultValue={value} className={inputClasses}>
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.name}
          </option>
        ))}
      </select>
    </div>
  );
}
