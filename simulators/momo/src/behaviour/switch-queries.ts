import { assert } from '@safiri/kernel';
import type { Reader, Writer } from '../books/open-books.ts';
import { oneOfIfAny, wholeNumberIfAny } from '../books/rows.ts';
import type { Switches } from './switches.ts';

/** The switches as they stand: what the control API set, else what the settings say. */
export function getSwitches(reader: Reader, settings: Switches): Switches {
  const row = reader.find('select * from switches');
  assert(row !== undefined, 'the books hold one row of switches');
  return {
    autoApproveSeconds: wholeNumberIfAny(row, 'auto_approve_seconds') ?? settings.autoApproveSeconds,
    promptLifetimeSeconds: wholeNumberIfAny(row, 'prompt_lifetime_seconds') ?? settings.promptLifetimeSeconds,
    lateAnswerSeconds: wholeNumberIfAny(row, 'late_answer_seconds') ?? settings.lateAnswerSeconds,
    refundSeconds: wholeNumberIfAny(row, 'refund_seconds') ?? settings.refundSeconds,
    callbackSeconds: wholeNumberIfAny(row, 'callback_seconds') ?? settings.callbackSeconds,
    reasonShape: oneOfIfAny(row, 'reason_shape', ['text', 'object']) ?? settings.reasonShape,
    amountShape: oneOfIfAny(row, 'amount_shape', ['text', 'number']) ?? settings.amountShape,
    callbackMethod: oneOfIfAny(row, 'callback_method', ['PUT', 'POST']) ?? settings.callbackMethod,
    callbackRetries: oneOfIfAny(row, 'callback_retries', ['once', 'retry']) ?? settings.callbackRetries,
  };
}

/** Turns the named switches and leaves the others. */
export function changeSwitches(tx: Writer, patch: Partial<Switches>): void {
  tx.run(
    `update switches set
       auto_approve_seconds = coalesce(?, auto_approve_seconds),
       prompt_lifetime_seconds = coalesce(?, prompt_lifetime_seconds),
       late_answer_seconds = coalesce(?, late_answer_seconds),
       refund_seconds = coalesce(?, refund_seconds),
       callback_seconds = coalesce(?, callback_seconds),
       reason_shape = coalesce(?, reason_shape),
       amount_shape = coalesce(?, amount_shape),
       callback_method = coalesce(?, callback_method),
       callback_retries = coalesce(?, callback_retries)`,
    patch.autoApproveSeconds ?? null,
    patch.promptLifetimeSeconds ?? null,
    patch.lateAnswerSeconds ?? null,
    patch.refundSeconds ?? null,
    patch.callbackSeconds ?? null,
    patch.reasonShape ?? null,
    patch.amountShape ?? null,
    patch.callbackMethod ?? null,
    patch.callbackRetries ?? null,
  );
}

/** Gives every switch back to the settings. */
export function resetSwitches(tx: Writer): void {
  tx.run(
    `update switches set auto_approve_seconds = null, prompt_lifetime_seconds = null, late_answer_seconds = null, refund_seconds = null,
       callback_seconds = null, reason_shape = null, amount_shape = null, callback_method = null, callback_retries = null`,
  );
}
