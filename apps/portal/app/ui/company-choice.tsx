import { Form } from 'react-router';
import { Button, inputClasses } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

type CompanyChoiceProps = {
  readonly companies: readonly { readonly id: string; readonly name: string }[];
  readonly companyId: string;
};

/** Staff of the platform say whose page they want to see. */
export function CompanyChoice({ companies, companyId }: CompanyChoiceProps) {
  const text = useText();
  return (
    <Form method="get" className="mt-4 flex flex-wrap items-end gap-3">
      <div className="grow">
        <label htmlFor="company" className="mb-1.5 block font-[650]">
          {text('scan.company')}
        </label>
        <select id="company" name="company" defaultValue={companyId} className={inputClasses}>
          {companies.map((company) => (
            <option key={company.id} value={company.id}>
              {company.name}
            </option>
          ))}
        </select>
      </div>
      <Button look="secondary">{text('scan.company.show')}</Button>
    </Form>
  );
}
