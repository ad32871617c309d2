/** Id of the field that takes a voucher's code: errors lead to it. */
export const voucherCodeId = 'voucher-code';
