/** Every relationship that the samples state, with what a hover has to say about it. */
export interface ExpectedRelationship {
  readonly file: string;
  /** `User.installations`. */
  readonly name: string;
  readonly target: string;
  readonly shape: 'one to many' | 'many to one' | 'one to one' | 'many to many';
  /** How many stand at the two ends, in words. */
  readonly amounts: readonly string[];
  readonly joins: readonly string[];
  /** The other side, `AgentInstallation.user`; undefined for a one-way relationship. */
  readonly pair?: string;
}

const manifestJoin = 'agent_installations.agent_id = agent_manifests.agent_id AND agent_installations.version = agent_manifests.version';

const agents: readonly ExpectedRelationship[] = [
  {
    file: 'agents/models/user.py', name: 'User.installations', target: 'AgentInstallation', shape: 'one to many',
    amounts: ['any number of `AgentInstallation`s', 'exactly one `User`'], joins: ['users.id = agent_installations.user_id'], pair: 'AgentInstallation.user',
  },
  {
    file: 'agents/models/user.py', name: 'User.enabled_installations', target: 'AgentInstallation', shape: 'one to many',
    amounts: ['The `AgentInstallation`s of this `User`'], joins: ["users.id = agent_installations.user_id AND agent_installations.status = 'enabled'"],
  },
  {
    file: 'agents/models/user.py', name: 'User.profile', target: 'UserProfile', shape: 'one to one',
    amounts: ['at most one `UserProfile`'], joins: ['users.id = user_profiles.user_id'], pair: 'UserProfile.user',
  },
  {
    file: 'agents/models/user.py', name: 'UserProfile.user', target: 'User', shape: 'one to one',
    amounts: ['exactly one `User`', 'at most one `UserProfile`'], joins: ['users.id = user_profiles.user_id'], pair: 'User.profile',
  },
  {
    file: 'agents/models/agent.py', name: 'AgentInstallation.user', target: 'User', shape: 'many to one',
    amounts: ['exactly one `User`', 'several `AgentInstallation`s'], joins: ['users.id = agent_installations.user_id'], pair: 'User.installations',
  },
  {
    file: 'agents/models/agent.py', name: 'AgentInstallation.manifest', target: 'AgentManifest', shape: 'many to one',
    amounts: ['at most one `AgentManifest`', 'several `AgentInstallation`s'], joins: [manifestJoin],
  },
  {
    file: 'agents/models/run.py', name: 'AgentRun.installation', target: 'AgentInstallation', shape: 'many to one',
    amounts: ['exactly one `AgentInstallation`', 'several `AgentRun`s'], joins: ['agent_installations.id = agent_runs.installation_id'],
  },
];

const shop: readonly ExpectedRelationship[] = [
  {
    file: 'shop/models/catalogue.py', name: 'Author.books', target: 'Book', shape: 'one to many',
    amounts: ['any number of `Book`s', 'exactly one `Author`'], joins: ['authors.id = books.author_id'], pair: 'Book.author',
  },
  {
    file: 'shop/models/catalogue.py', name: 'Book.author', target: 'Author', shape: 'many to one',
    amounts: ['exactly one `Author`', 'several `Book`s'], joins: ['authors.id = books.author_id'], pair: 'Author.books',
  },
  {
    file: 'shop/models/catalogue.py', name: 'Book.publisher', target: 'Publisher', shape: 'many to one',
    amounts: ['at most one `Publisher`', 'several `Book`s'], joins: ['publishers.id = books.publisher_id'],
  },
  {
    file: 'shop/models/catalogue.py', name: 'Book.categories', target: 'Category', shape: 'many to many',
    amounts: ['any number of `Category` objects', 'any number of `Book`s'],
    joins: ['books.id = book_category.book_id', 'categories.id = book_category.category_id'], pair: 'Category.books',
  },
  {
    file: 'shop/models/catalogue.py', name: 'Category.books', target: 'Book', shape: 'many to many',
    amounts: ['any number of `Category` objects', 'any number of `Book`s'],
    joins: ['categories.id = book_category.category_id', 'books.id = book_category.book_id'], pair: 'Book.categories',
  },
  {
    file: 'shop/models/catalogue.py', name: 'Category.parent', target: 'Category', shape: 'many to one',
    amounts: ['at most one other `Category`', 'several can share one'], joins: ['categories.id = categories.parent_id'], pair: 'Category.children',
  },
  {
    file: 'shop/models/catalogue.py', name: 'Category.children', target: 'Category', shape: 'one to many',
    amounts: ['any number of other `Category` objects', 'at most one `Category`'], joins: ['categories.id = categories.parent_id'], pair: 'Category.parent',
  },
  {
    file: 'shop/models/customers.py', name: 'Customer.addresses', target: 'Address', shape: 'one to many',
    amounts: ['any number of `Address`es', 'exactly one `Customer`'], joins: ['customers.id = addresses.customer_id'], pair: 'Address.customer',
  },
  {
    file: 'shop/models/customers.py', name: 'Customer.orders', target: 'Order', shape: 'one to many',
    amounts: ['any number of `Order`s', 'exactly one `Customer`'], joins: ['customers.id = orders.customer_id'], pair: 'Order.customer',
  },
  {
    file: 'shop/models/customers.py', name: 'Customer.open_orders', target: 'Order', shape: 'one to many',
    amounts: ['The `Order`s of this `Customer`'], joins: ["customers.id = orders.customer_id AND orders.status = 'open'"],
  },
  {
    file: 'shop/models/customers.py', name: 'Customer.card', target: 'LoyaltyCard', shape: 'one to one',
    amounts: ['at most one `LoyaltyCard`'], joins: ['customers.id = loyalty_cards.customer_id'], pair: 'LoyaltyCard.customer',
  },
  {
    file: 'shop/models/customers.py', name: 'LoyaltyCard.customer', target: 'Customer', shape: 'one to one',
    amounts: ['exactly one `Customer`', 'at most one `LoyaltyCard`'], joins: ['customers.id = loyalty_cards.customer_id'], pair: 'Customer.card',
  },
  {
    file: 'shop/models/customers.py', name: 'Address.customer', target: 'Customer', shape: 'many to one',
    amounts: ['exactly one `Customer`', 'several `Address`es'], joins: ['customers.id = addresses.customer_id'], pair: 'Customer.addresses',
  },
  {
    file: 'shop/models/orders.py', name: 'Order.customer', target: 'Customer', shape: 'many to one',
    amounts: ['exactly one `Customer`', 'several `Order`s'], joins: ['customers.id = orders.customer_id'], pair: 'Customer.orders',
  },
  {
    file: 'shop/models/orders.py', name: 'Order.lines', target: 'OrderLine', shape: 'one to many',
    amounts: ['any number of `OrderLine`s', 'exactly one `Order`'], joins: ['orders.id = order_lines.order_id'], pair: 'OrderLine.order',
  },
  {
    file: 'shop/models/orders.py', name: 'Order.billing_address', target: 'Address', shape: 'many to one',
    amounts: ['exactly one `Address`', 'several `Order`s'], joins: ['addresses.id = orders.billing_address_id'],
  },
  {
    file: 'shop/models/orders.py', name: 'Order.shipping_address', target: 'Address', shape: 'many to one',
    amounts: ['exactly one `Address`', 'several `Order`s'], joins: ['addresses.id = orders.shipping_address_id'],
  },
  {
    file: 'shop/models/orders.py', name: 'OrderLine.order', target: 'Order', shape: 'many to one',
    amounts: ['exactly one `Order`', 'several `OrderLine`s'], joins: ['orders.id = order_lines.order_id'], pair: 'Order.lines',
  },
  {
    file: 'shop/models/orders.py', name: 'OrderLine.book', target: 'Book', shape: 'many to one',
    amounts: ['exactly one `Book`', 'several `OrderLine`s'], joins: ['books.id = order_lines.book_id'],
  },
  {
    file: 'shop/models/school.py', name: 'Student.courses', target: 'Course', shape: 'many to many',
    amounts: ['any number of `Course`s', 'any number of `Student`s'],
    joins: ['students.id = student_course.student_id', 'courses.id = student_course.course_id'], pair: 'Course.students',
  },
  {
    file: 'shop/models/school.py', name: 'Course.students', target: 'Student', shape: 'many to many',
    amounts: ['any number of `Course`s', 'any number of `Student`s'],
    joins: ['courses.id = student_course.course_id', 'students.id = student_course.student_id'], pair: 'Student.courses',
  },
];

const classic: readonly ExpectedRelationship[] = [
  {
    file: 'classic/models/user.py', name: 'User.installations', target: 'AgentInstallation', shape: 'one to many',
    amounts: ['any number of `AgentInstallation`s', 'exactly one `User`'], joins: ['users.id = agent_installations.user_id'], pair: 'AgentInstallation.user',
  },
  {
    file: 'classic/models/user.py', name: 'User.profile', target: 'UserProfile', shape: 'one to one',
    amounts: ['at most one `UserProfile`'], joins: ['users.id = user_profiles.user_id'], pair: 'UserProfile.user',
  },
  {
    file: 'classic/models/user.py', name: 'User.published_posts', target: 'Post', shape: 'one to many',
    amounts: ['The `Post`s of this `User`'], joins: ["users.id = posts.user_id AND posts.status = 'published'"],
  },
  {
    file: 'classic/models/user.py', name: 'UserProfile.user', target: 'User', shape: 'one to one',
    amounts: ['exactly one `User`', 'at most one `UserProfile`'], joins: ['users.id = user_profiles.user_id'], pair: 'User.profile',
  },
  {
    file: 'classic/models/user.py', name: 'Session.user', target: 'User', shape: 'many to one',
    amounts: ['exactly one `User`', 'several `Session`s'], joins: ['users.id = sessions.user_id'],
  },
  {
    file: 'classic/models/agent.py', name: 'AgentInstallation.user', target: 'User', shape: 'many to one',
    amounts: ['exactly one `User`', 'several `AgentInstallation`s'], joins: ['users.id = agent_installations.user_id'], pair: 'User.installations',
  },
  {
    file: 'classic/models/agent.py', name: 'AgentInstallation.manifest', target: 'AgentManifest', shape: 'many to one',
    amounts: ['at most one `AgentManifest`', 'several `AgentInstallation`s'], joins: [manifestJoin],
  },
  {
    file: 'classic/models/library.py', name: 'Author.books', target: 'Book', shape: 'one to many',
    amounts: ['any number of `Book`s', 'at most one `Author`'], joins: ['authors.id = books.author_id'], pair: 'Book.author',
  },
  {
    file: 'classic/models/library.py', name: 'Book.author', target: 'Author', shape: 'many to one',
    amounts: ['at most one `Author`', 'several `Book`s'], joins: ['authors.id = books.author_id'], pair: 'Author.books',
  },
  {
    file: 'classic/models/library.py', name: 'Book.sequel_of', target: 'Book', shape: 'many to one',
    amounts: ['at most one other `Book`', 'several can share one'], joins: ['books.id = books.sequel_of_id'], pair: 'Book.sequels',
  },
  {
    file: 'classic/models/school.py', name: 'Student.courses', target: 'Course', shape: 'many to many',
    amounts: ['any number of `Course`s', 'any number of `Student`s'],
    joins: ['students.id = student_course.student_id', 'courses.id = student_course.course_id'], pair: 'Course.students',
  },
  {
    file: 'classic/models/school.py', name: 'Course.students', target: 'Student', shape: 'many to many',
    amounts: ['any number of `Course`s', 'any number of `Student`s'],
    joins: ['courses.id = student_course.course_id', 'students.id = student_course.student_id'], pair: 'Student.courses',
  },
];

export const RELATIONSHIPS: readonly ExpectedRelationship[] = [...agents, ...shop, ...classic];
