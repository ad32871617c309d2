import { ButtonLink, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

type InvitationProps = {
  /** Seats that are free on the stretch. */
  readonly free: number;
  readonly address: string;
};

/** Says on the page of a trip that is full, or nearly so, that one can wait for seats. */
export function WaitingListInvitation({ free, address }: InvitationProps) {
  const text = useText();
  return (
    <div className="my-5">
      <Notice tone="info" title={text(free === 0 ? 'waiting-list.full.title' : 'waiting-list.few.title')}>
        <p className="mb-3">{text('waiting-list.invitation')}</p>
        <ButtonLink to={address} look="secondary">
          {text('waiting-list.link')}
        </ButtonLink>
      </Notice>
    </div>
  );
}
