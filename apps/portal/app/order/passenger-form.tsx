import { Form } from 'react-router';
import { Button, Field } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import type { OrderPage } from './load-order.server.ts';
import type { Refusal } from './order-view.tsx';

type ValueOf = (name: string, otherwise: string) => string;
type ErrorOf = (name: string) => string | undefined;

/** Who travels, and where the tickets go. */
export function PassengerForm({ page, refusal }: { readonly page: OrderPage; readonly refusal: Refusal | undefined }) {
  const text = useText();
  const valueOf: ValueOf = (name, otherwise) => refusal?.values[name] ?? otherwise;
  const errorOf: ErrorOf = (name) => {
    const key = refusal?.errors[name];
    return key === undefined ? undefined : text(key);
  };
  return (
    <Form method="post" action={`/orders/${page.orderId}`} noValidate className="space-y-8">
      <fieldset className="space-y-4">
        <legend className="mb-3 text-xl font-bold">{text('passengers.who', { count: page.passengers.length })}</legend>
        {page.passengers.map(({ index, name, seats }) => (
          <Field
            key={index}
            id={`name-${index}`}
            name={`name-${index}`}
            required
            maxLength={80}
            autoComplete={index === 0 ? 'name' : 'off'}
            label={
              page.passengers.length === 1 ? text('passengers.name') : text('passengers.name.of', { number: index + 1 })
            }
            hint={
              seats.length === 1
                ? text('passengers.seat', { seat: seats[0] ?? '' })
                : text('passengers.seats', { out: seats[0] ?? '', back: seats[1] ?? '' })
            }
            defaultValue={valueOf(`name-${index}`, name)}
            error={errorOf(`name-${index}`)}
          />
        ))}
      </fieldset>
      <ContactFields page={page} valueOf={valueOf} errorOf={errorOf} />
      <Button name="intent" value="checkout" className="w-full sm:w-auto">
        {text('passengers.submit')}
      </Button>
    </Form>
  );
}

type ContactFieldsProps = { readonly page: OrderPage; readonly valueOf: ValueOf; readonly errorOf: ErrorOf };

function ContactFields({ page, valueOf, errorOf }: ContactFieldsProps) {
  const text = useText();
  return (
    <fieldset className="space-y-4">
      <legend className="mb-1 text-xl font-bold">{text('passengers.contact')}</legend>
      <p className="text-muted">{text('passengers.contact.hint')}</p>
      <Field
        id="phone"
        name="phone"
        type="tel"
        autoComplete="tel"
        inputMode="tel"
        maxLength={30}
        label={text('passengers.phone')}
        hint={
          page.callingCode === undefined
            ? text('passengers.phone.hint.plus')
            : text('passengers.phone.hint', { code: page.callingCode })
        }
        defaultValue={valueOf('phone', page.contact.phone)}
        error={errorOf('phone')}
      />
      <Field
        id="email"
        name="email"
        type="email"
        autoComplete="email"
        inputMode="email"
        maxLength={254}
        label={text('passengers.email')}
        defaultValue={valueOf('email', page.contact.email)}
        error={errorOf('email')}
      />
    </fieldset>
  );
}
