import type { Company, Place, TripOffer } from '@safiri/contracts';
import { currencyDigits } from '@safiri/kernel';

/** What search engines read of a page, in the words of schema.org. */
export type StructuredData = Readonly<Record<string, unknown>>;

export function stationData(place: Place, url: string): StructuredData {
  return {
    '@context': 'https://schema.org',
    '@type':
      place.kind === 'town' || place.kind === 'district'
        ? 'Place'
        : place.kind === 'station'
          ? 'BusStation'
          : 'BusStop',
    name: place.name,
    url,
    geo: { '@type': 'GeoCoordinates', latitude: place.latitude, longitude: place.longitude },
  };
}

export function companyData({ name, phone, email, url: website }: Company, url: string): StructuredData {
  return {
    '@context': 'https://schema.org',
    '@type': 'Organization',
    name,
    url,
    ...(phone === null ? {} : { telephone: phone }),
    ...(email === null ? {} : { email }),
    ...(website === null ? {} : { sameAs: website }),
  };
}

/** Trips with what a seat costs; a full one is sold out. */
export function tripsData(offers: readonly TripOffer[], origin: string): StructuredData {
  return {
    '@context': 'https://schema.org',
    '@type': 'ItemList',
    itemListElement: offers.map((offer, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      item: tripData(offer, origin),
    })),
  };
}

function tripData(offer: TripOffer, origin: string): StructuredData {
  const { from, to, fare } = offer;
  const digits = currencyDigits(fare.currency) ?? 2;
  return {
    '@type': 'BusTrip',
    busName: offer.routeName,
    provider: { '@type': 'Organization', name: offer.companyName },
    departureBusStop: { '@type': 'BusStop', name: from.name },
    departureTime: from.departsAt,
    arrivalBusStop: { '@type': 'BusStop', name: to.name },
    arrivalTime: to.arrivesAt,
    offers: {
      '@type': 'Offer',
      price: (fare.amountMinor / 10 ** digits).toFixed(digits),
      priceCurrency: fare.currency,
      availability: `https://schema.org/${offer.seatsFree === 0 ? 'SoldOut' : 'InStock'}`,
      url: `${origin}/trips/${offer.tripId}?from=${from.index}&to=${to.index}`,
    },
  };
}

/** As text between script tags: nothing in it ends them. */
export function scriptText(data: StructuredData): string {
  return JSON.stringify(data).replaceAll('<', String.raw`\u003c`);
}
