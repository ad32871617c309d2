/** Vouchers and credit on the payment page. */
export const voucher = {
  'voucher.title': 'Voucher or credit',
  'voucher.code': 'Voucher code',
  'voucher.code.hint': 'Sixteen letters and digits. What it does not cover, you pay below.',
  'voucher.use': 'Use this voucher',
  'voucher.use-own': 'Use your credit of {remaining}, valid until {until}',
  'voucher.take-off': 'Do not use the voucher that pays {amount}',
  'voucher.pays': 'Paid by voucher',
  'voucher.left': 'Left to pay',
  'voucher.covered': 'Your vouchers pay for everything. There is nothing left to pay.',
  'voucher.book': 'Book now',
  'voucher.error.short': 'A code has sixteen letters and digits. Type it as it is printed.',
  'refusal.voucher-unknown': 'We know no voucher with this code. Please compare it with what is printed.',
  'refusal.voucher-expired': 'The time of this voucher is over.',
  'refusal.voucher-empty': 'Nothing is left of this voucher.',
  'refusal.voucher-not-for-this':
    'This voucher is for another company or another currency, or its fares are covered already.',
  'refusal.too-many-vouchers': 'An order is paid with four vouchers at the most.',
  'refusal.too-many-codes': 'Very many codes are tried from your network. Please try again in a minute.',
  'refusal.payment-under-way': 'A payment for this order is under way. Please wait until it is over.',
  'refusal.order-not-covered': 'A part of this order is left to pay.',
};
