/** A room of the catalogue in another language: the keys of the English one, all of them and no others. */
export type Translation<Room> = Readonly<Record<keyof Room, string>>;
