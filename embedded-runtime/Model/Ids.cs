namespace Orleans.Runtime;

/// <summary>The key part of a grain's identity.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>
{
    private readonly string? _value;

    private IdSpan(string value) => _value = value;

    public bool IsDefault => string.IsNullOrEmpty(_value);

    public static IdSpan Create(string id) => new(id);

    public bool Equals(IdSpan obj) => string.Equals(_value, obj._value, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : _value.GetHashCode(StringComparison.Ordinal);

    public int CompareTo(IdSpan other) => string.CompareOrdinal(_value, other._value);

    public override string ToString() => _value ?? "";

    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}

/// <summary>The kind of a grain: what its class is called in identities and in storage.</summary>
public readonly struct GrainType : IEquatable<GrainType>, IComparable<GrainType>
{
    private readonly IdSpan _value;

    public GrainType(IdSpan id) => _value = id;

    public IdSpan Value => _value;

    public bool IsDefault => _value.IsDefault;

    public static GrainType Create(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new GrainType(IdSpan.Create(value));
    }

    public bool Equals(GrainType obj) => _value.Equals(obj._value);

    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode();

    public int CompareTo(GrainType other) => _value.CompareTo(other._value);

    public override string ToString() => _value.ToString();

    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}

/// <summary>A grain's identity: its kind and its key.</summary>
public readonly struct GrainId : IEquatable<GrainId>, IComparable<GrainId>
{
    private readonly GrainType _type;
    private readonly IdSpan _key;

    public GrainId(GrainType type, IdSpan key)
    {
        _type = type;
        _key = key;
    }

    public GrainType Type => _type;

    public IdSpan Key => _key;

    public bool IsDefault => _type.IsDefault && _key.IsDefault;

    public static GrainId Create(string type, string key) => Create(GrainType.Create(type), key);

    public static GrainId Create(GrainType type, string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return new GrainId(type, IdSpan.Create(key));
    }

    public static GrainId Create(GrainType type, IdSpan key) => new(type, key);

    public static GrainId Parse(string value) =>
        TryParse(value, out var id) ? id : throw new ArgumentException($"\"{value}\" is not a grain id.", nameof(value));

    public static bool TryParse(string? value, out GrainId result)
    {
        var slash = value?.IndexOf('/') ?? -1;
        result = slash <= 0 ? default : new(GrainType.Create(value![..slash]), IdSpan.Create(value[(slash + 1)..]));
        return slash > 0;
    }

    public bool Equals(GrainId other) => _key.Equals(other._key) && _type.Equals(other._type);

    public override bool Equals(object? obj) => obj is GrainId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_type, _key);

    public int CompareTo(GrainId other)
    {
        var byType = _type.CompareTo(other._type);
        return byType != 0 ? byType : _key.CompareTo(other._key);
    }

    public override string ToString() => $"{_type}/{_key}";

    public static bool operator ==(GrainId left, GrainId right) => left.Equals(right);

    public static bool operator !=(GrainId left, GrainId right) => !left.Equals(right);
}
