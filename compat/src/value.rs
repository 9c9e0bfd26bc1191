/// A decoded value: what its bytes mean, with the names that its type gives them.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Boolean(bool),
    Integer(i64),

    /// The bits.
    Float(u32),

    /// The bits.
    Double(u64),

    /// Also what is best read as text, such as dates.
    Text(String),
    Uri(String),
    Optional(Option<Box<Value>>),
    List(Vec<Value>),
    Set(Vec<Value>),
    Map(Vec<(Value, Value)>),

    /// Components with their names, also of scalars that have such.
    Record(Vec<(String, Value)>),

    /// A constant of an enum: its index and its name.
    Constant(u32, String),

    /// A value of a sealed type, with the index and the name of its variant.
    Variant(u32, String, Box<Value>),
}

impl Value {
    pub fn text(text: impl ToString) -> Self {
        Value::Text(text.to_string())
    }

    pub fn parts<const N: usize>(parts: [(&str, Value); N]) -> Self {
        Value::Record(parts.map(|(name, value)| (name.to_string(), value)).into())
    }
}
